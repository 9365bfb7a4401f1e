package dev.watchbill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private final Topics topics = new Topics(Topics.DEFAULT_PREFIX);

  @Test
  void areDocumentedAsTheyAre() throws IOException {
    var documented =
        Files.readAllLines(Path.of("..", "docs", "pipeline.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(documented).isEqualTo(topics.all().stream().map(TopicsTest::row).toList());
  }

  @Test
  void carryTheInstallationsPrefix() {
    assertThat(new Topics("acme.").all()).allMatch(topic -> topic.name().startsWith("acme."));
  }

  @Test
  void putEverythingAboutOneIncidentInPartitionsThatMatch() {
    assertThat(topics.all().stream().filter(topic -> topic.key().equals("service id")))
        .isNotEmpty()
        .allMatch(topic -> topic.spread() == Topic.Spread.BY_SERVICE);
  }

  private static String row(Topic<?> topic) {
    var spread =
        switch (topic.spread()) {
          case BY_SERVICE -> "service";
          case BY_KEY -> "key";
          case SINGLE -> "one";
        };
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            topic.name().substring(Topics.DEFAULT_PREFIX.length()),
            topic.key(),
            spread,
            kept(topic),
            topic.purpose());
  }

  private static String kept(Topic<?> topic) {
    if (topic.compacted()) {
      return "compacted";
    }
    var retention = topic.retention();
    return retention == null ? "for ever" : retention.toDays() + " d";
  }
}
