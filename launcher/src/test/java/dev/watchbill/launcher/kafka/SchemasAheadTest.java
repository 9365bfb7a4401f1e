package dev.watchbill.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.LocalRegistry;
import dev.watchbill.schemas.serde.RegistryException;
import dev.watchbill.schemas.serde.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemasAheadTest {
  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** A registry that refuses one of them. */
  private final class Refusing implements SchemaRegistry {
    private final LocalRegistry others = new LocalRegistry();

    @Override
    public int idOf(String subject, Schema schema) {
      asked.add(subject + " " + schema.getName());
      if (subject.equals("watchbill.alerts-value")) {
        throw new RegistryException("not you", false, null);
      }
      return others.idOf(subject, schema);
    }

    @Override
    public Schema byId(int id) {
      return others.byId(id);
    }
  }

  @Test
  void asksForAllSchemasAlsoWhenOneIsRefused() throws InterruptedException {
    var cluster = new Cluster("", new Refusing(), TOPICS, 1, (short) 1, "one", Map.of());
    SchemasAhead.start(cluster).join();
    assertThat(asked)
        .containsExactlyElementsOf(
            TOPICS.all().stream()
                .map(topic -> "%s-value %s".formatted(topic.name(), name(topic)))
                .toList());
  }

  private static String name(Topic<?> topic) {
    return topic.value().getSimpleName();
  }
}
