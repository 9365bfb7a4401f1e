package dev.watchbill.schemas.serde;

import org.apache.avro.Schema;

/**
 * Gives schemas ids, and ids schemas. Implementations remember what they were told and may be
 * called by any thread.
 */
public interface SchemaRegistry {

  /**
   * The id of a schema under a subject, registering it where it is new.
   *
   * @param subject topic name + {@code -value}
   * @throws RegistryException if the registry refuses the schema or can't be reached
   */
  int idOf(String subject, Schema schema);

  /**
   * The schema a record was written with.
   *
   * @throws RegistryException if the id is unknown or the registry can't be reached
   */
  Schema byId(int id);
}
