package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.serde.RegistryException;
import dev.watchbill.schemas.serde.SchemaRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** One that is away the first times it is asked for a schema. */
final class LateRegistry implements SchemaRegistry {
  private final LocalRegistry registry = new LocalRegistry();
  private final AtomicInteger asked = new AtomicInteger();
  private final int away;

  LateRegistry(int away) {
    this.away = away;
  }

  /** How often it was asked for one. */
  int asked() {
    return asked.get();
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return registry.idOf(subject, schema);
  }

  @Override
  public Schema byId(int id) {
    if (asked.incrementAndGet() <= away) {
      throw new RegistryException("away", true, null);
    }
    return registry.byId(id);
  }
}
