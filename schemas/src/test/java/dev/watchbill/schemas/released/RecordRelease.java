package dev.watchbill.schemas.released;

import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;

/**
 * Records the schemas of a release, and bytes written with them: run once a release, with its
 * version as argument.
 */
final class RecordRelease {
  static final Path RELEASES = Path.of("src", "test", "resources", "released");
  private static final int RECORDS = 5;
  private static final long SEED = 20260105;

  private RecordRelease() {}

  /**
   * Writes the folder of one version.
   *
   * @param arguments the version, such as 0.1.0
   */
  public static void main(String[] arguments) throws IOException {
    var folder = Files.createDirectories(RELEASES.resolve(arguments[0]));
    for (var topic : new Topics(Topics.DEFAULT_PREFIX).all()) {
      var schema = schemaOf(topic);
      Files.writeString(
          folder.resolve(schema.getName() + ".avsc"),
          SchemaFormatter.format("json/pretty", schema) + "\n");
      Files.write(folder.resolve(schema.getName() + ".bin"), randomRecords(schema));
    }
  }

  static Schema schemaOf(Topic<?> topic) {
    return org.apache.avro.specific.SpecificData.get().getSchema(topic.value());
  }

  private static byte[] randomRecords(Schema schema) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    var writer = new GenericDatumWriter<>(schema);
    for (var record : new RandomData(schema, RECORDS, SEED)) {
      writer.write(record, encoder);
    }
    encoder.flush();
    return bytes.toByteArray();
  }
}
