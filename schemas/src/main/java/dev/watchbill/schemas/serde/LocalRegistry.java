package dev.watchbill.schemas.serde;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** A registry in memory: for topologies that run without a cluster. Ids start at 1. */
public final class LocalRegistry implements SchemaRegistry {
  private final Map<Schema, Integer> ids = new HashMap<>();
  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    return ids.computeIfAbsent(
        schema,
        added -> {
          schemas.add(added);
          return schemas.size();
        });
  }

  @Override
  public synchronized Schema byId(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new RegistryException(
          "Expected a schema id from 1 to " + schemas.size() + ", but got " + id, false, null);
    }
    return schemas.get(id - 1);
  }
}
