package dev.watchbill.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.mapping.Expression.Kind;
import dev.watchbill.mapping.Mapper.Outcome;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MapperTest {

  @Test
  void mapsEachItemOfAListByItself() throws Exception {
    var outcomes =
        map(
            "{for-each: body.checks, when: it.state != \"paused\", key: it.name, title: it.name + \" on \" + body.host}",
            Map.of(
                "host",
                "db1",
                "checks",
                List.of(
                    Map.of("name", "disk", "state", "bad"),
                    Map.of("name", "cpu", "state", "paused"),
                    Map.of("state", "bad"))));
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            Outcome.Mapped.class,
            mapped -> assertThat(mapped.alert().title()).isEqualTo("disk on db1"));
    assertThat(outcomes.get(1)).isEqualTo(new Outcome.PassedOver());
    assertThat(outcomes.get(2))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.sentence())
                    .isEqualTo(
                        "mapping.key: expected a text, but key 'name' is not present in map."));
  }

  @Test
  void pagesAlthoughOneFieldGivesNothing() throws Exception {
    var alert = one("{key: it.k, title: it.nope, labels: {a: it.k, b: it.x.y}}", Map.of("k", "v"));
    assertThat(alert.key()).isEqualTo("v");
    assertThat(alert.title()).isEmpty();
    assertThat(alert.labels()).isEqualTo(Map.of("a", "v"));
    assertThat(alert.problems()).hasSize(2);
    assertThat(alert.problems().getFirst())
        .isEqualTo("mapping.title: expected a value, but key 'nope' is not present in map.");
  }

  @Test
  void takesTimesAsTextsSecondsMillisecondsAndTimestamps() throws Exception {
    var nine = Instant.parse("2026-01-05T09:00:00Z");
    for (var expression : List.of("it.s", "it.ms", "timestamp(it.t)")) {
      var body = Map.of("s", 1767603600L, "ms", 1767603600000L, "t", "2026-01-05T09:00:00Z");
      assertThat(one("{key: \"'k'\", starts-at: " + expression + "}", body).startsAt().instant())
          .isEqualTo(Optional.of(nine));
    }
  }

  @Test
  void tellsWhatIsWrongWithAnExpression() {
    assertThatThrownBy(() -> Expression.of("itt.name", Kind.TEXT))
        .hasMessage("column 1: undeclared reference to 'itt'");
    assertThatThrownBy(() -> Expression.of("it.name +", Kind.TEXT))
        .hasMessageStartingWith("column 10: ");
    assertThatThrownBy(() -> Expression.of("[1]", Kind.TEXT)).hasMessage("it gives list");
    assertThatThrownBy(() -> Expression.of("it.a == 1", Kind.LIST)).hasMessage("it gives bool");
    assertThatThrownBy(() -> Expression.of("'x'.repeat(9)", Kind.TEXT))
        .hasMessageContaining("repeat");
    assertThatThrownBy(() -> Expression.of("it." + "a".repeat(4_000), Kind.TEXT))
        .isInstanceOf(Expression.Mistake.class);
  }

  @Test
  void boundsWhatALoopCosts() throws Exception {
    var loop = "{key: \"'k'\", title: \"text(body.map(a, body.map(b, body.map(c, c))).size())\"}";
    assertThat(one(loop, Collections.nCopies(500, "x")).problems())
        .singleElement()
        .asString()
        .contains("Iteration budget exceeded");
  }

  @Test
  void isReadBackAsItWasWritten() {
    var mapping = Mapping.ofYaml("{key: it.k, labels: {b: it.b, a: it.a}, nonsense: x}");
    assertThat(Mapping.ofJson(mapping.toJson())).isEqualTo(mapping);
    assertThat(mapping.tables().values())
        .singleElement()
        .satisfies(labels -> assertThat(labels.keySet()).containsExactly("b", "a"));
  }

  @Test
  void isLaidOverAnother() {
    var preset = Mapping.ofYaml("{key: it.k, title: it.t, labels: {a: it.a}}");
    var over = Mapping.ofYaml("{title: it.other, labels: it.labels}").over(preset);
    assertThat(over).isEqualTo(Mapping.ofYaml("{key: it.k, title: it.other, labels: it.labels}"));
  }

  private static MappedAlert one(String yaml, Object body) throws Exception {
    return ((Outcome.Mapped) map(yaml, body).getFirst()).alert();
  }

  private static List<Outcome> map(String yaml, Object body) throws Exception {
    return Mapper.of(Mapping.ofYaml(yaml)).map(body, Map.of());
  }
}
