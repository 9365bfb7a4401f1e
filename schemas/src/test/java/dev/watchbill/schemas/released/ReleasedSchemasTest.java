package dev.watchbill.schemas.released;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("released")
  void isReadByThisVersionAndReadsIt(Path released) throws IOException {
    var then = new Schema.Parser().parse(Files.readString(released));
    var now = current(then.getName());

    assertThat(compatibility(now, then))
        .as("this version reads what was written then")
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    assertThat(compatibility(then, now))
        .as("readers of then read what is written now")
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("released")
  void itsRecordedBytesAreStillRead(Path released) throws IOException {
    var then = new Schema.Parser().parse(Files.readString(released));
    var bytes = Files.readAllBytes(Path.of(released.toString().replace(".avsc", ".bin")));
    var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    var reader = new SpecificDatumReader<>(then, current(then.getName()));

    var records = 0;
    while (!decoder.isEnd()) {
      reader.read(null, decoder);
      records++;
    }

    assertThat(records).isPositive();
  }

  @Test
  void everyTopicOfTheLastReleaseIsStillThere() throws IOException {
    assertThat(released().map(path -> path.getFileName().toString().replace(".avsc", "")))
        .isNotEmpty()
        .isSubsetOf(
            new Topics("")
                .all().stream()
                    .map(topic -> topic.value().getSimpleName())
                    .collect(Collectors.toSet()));
  }

  static Stream<Path> released() throws IOException {
    try (var files = Files.walk(RecordRelease.RELEASES)) {
      return files.filter(path -> path.toString().endsWith(".avsc")).toList().stream();
    }
  }

  private static Schema current(String name) {
    return new Topics("")
        .all().stream()
            .map(RecordRelease::schemaOf)
            .filter(schema -> schema.getName().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new AssertionError("Expected a topic of " + name + ", but there is none any more"));
  }

  private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }
}
