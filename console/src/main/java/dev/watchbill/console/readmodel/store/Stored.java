package dev.watchbill.console.readmodel.store;

import dev.watchbill.schemas.serde.TrustedRecords;
import dev.watchbill.schemas.serde.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record beside the columns it is found by: Avro binary in today's schema. Another schema is
 * another {@link #fingerprint}, and then the read model is made anew from the topics.
 */
public final class Stored<T extends SpecificRecord> {
  static {
    TrustedRecords.trust();
  }

  private final Schema schema;
  private final SpecificDatumReader<T> reader;
  private final SpecificDatumWriter<T> writer;

  Stored(Class<T> type) {
    var model = SpecificData.getForClass(type);
    schema = model.getSchema(type);
    reader = new SpecificDatumReader<>(schema, schema, model);
    writer = new SpecificDatumWriter<>(schema, model);
  }

  public byte[] bytes(T record) {
    try {
      return Written.bytes(encoder -> writer.write(record, encoder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the names, order and kinds of its fields. */
  long fingerprint() {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  public T record(byte[] bytes) {
    try {
      return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
