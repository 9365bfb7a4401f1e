package dev.watchbill.launcher.moving;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PagesTest {
  @Test
  void endsWherePagesNeverDo() {
    var asked = new AtomicInteger();
    var source =
        new Source() {
          @Override
          public JsonNode get(String path) {
            var page = JsonNodeFactory.instance.objectNode();
            page.putArray("data");
            return page.put("next", "https://x/?offset=" + asked.incrementAndGet());
          }

          @Override
          public Optional<JsonNode> ask(String path) {
            return Optional.of(get(path));
          }
        };

    assertThatThrownBy(() -> new Pages(source, "data", "/next").all("v2/things"))
        .isInstanceOf(UnexpectedAnswer.class)
        .hasMessage("Expected at most 5000 pages of v2/things");
  }
}
