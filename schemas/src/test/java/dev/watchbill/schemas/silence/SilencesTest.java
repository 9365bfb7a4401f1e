package dev.watchbill.schemas.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencesTest {
  private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");

  private final Silences silences = new Silences();

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "env, =, staging, true",
    "env, =, production, false",
    "env, =, stag, false",
    "env, !=, production, true",
    "env, !=, staging, false",
    "env, =~, stag.*, true",
    "env, =~, stag, false",
    "env, =~, staging|production, true",
    "env, !~, prod.*, true",
    "env, !~, stag.*, false",
    "zone, !=, eu, true",
    "zone, !~, eu, true",
    "zone, =~, .*, true",
    "zone, =~, .+, false"
  })
  void matchAsAlertmanagerDoes(String name, String operator, String value, boolean expected) {
    silences.accept("a", silence(matcher("alertname", "=", "db"), matcher(name, operator, value)));

    assertThat(covers(Map.of("alertname", "db", "env", "staging"), NINE)).isEqualTo(expected);
  }

  @Test
  void coverAllLabelsTheyNameOnly() {
    silences.accept("a", silence(matcher("alertname", "=", "db"), matcher("env", "=", "staging")));

    assertThat(covers(Map.of("alertname", "db"), NINE)).isFalse();
    assertThat(covers(Map.of("env", "staging"), NINE)).isFalse();
  }

  @Test
  void coverFromTheirStartUntilJustBeforeTheirEnd() {
    silences.accept("a", silence(matcher("alertname", "=", "db")));

    assertThat(covers(Map.of("alertname", "db"), NINE.minusMillis(1))).isFalse();
    assertThat(covers(Map.of("alertname", "db"), NINE)).isTrue();
    assertThat(covers(Map.of("alertname", "db"), TEN.minusMillis(1))).isTrue();
    assertThat(covers(Map.of("alertname", "db"), TEN)).isFalse();
  }

  @Test
  void ofAServiceOrTeamCoverNoOther() {
    silences.accept("a", Silence.newBuilder(silence()).setService("checkout").build());
    silences.accept("b", Silence.newBuilder(silence()).setTeam("data").build());

    assertThat(silences.covering("checkout", Optional.of("payments"), Map.of(), NINE)).isPresent();
    assertThat(silences.covering("billing", Optional.of("data"), Map.of(), NINE)).isPresent();
    assertThat(silences.covering("billing", Optional.of("payments"), Map.of(), NINE)).isEmpty();
    assertThat(silences.covering("billing", Optional.empty(), Map.of(), NINE)).isEmpty();
  }

  @Test
  void tellTheOneThatLastsLongest() {
    silences.accept("a", silence(matcher("alertname", "=", "db")));
    silences.accept(
        "b",
        Silence.newBuilder(silence(matcher("alertname", "=", "db")))
            .setId("b")
            .setEndsAt(TEN.plus(Duration.ofHours(1)))
            .build());

    assertThat(silences.covering("checkout", Optional.empty(), Map.of("alertname", "db"), NINE))
        .map(Silence::getId)
        .hasValue("b");
  }

  @Test
  void areGoneWhenRemoved() {
    silences.accept("a", silence(matcher("alertname", "=", "db")));

    silences.accept("a", null);

    assertThat(covers(Map.of("alertname", "db"), NINE)).isFalse();
  }

  @Test
  void ofEverythingAreRefused() {
    for (var one : List.of(silence(), silence(matcher("env", "!=", "x")))) {
      assertThatThrownBy(() -> silences.accept("a", one))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("but got a silence of everything");
    }
  }

  @Test
  void thatCannotBeReadLeaveTheirPredecessorInForce() {
    silences.accept("a", silence(matcher("alertname", "=", "db")));

    assertThatThrownBy(() -> silences.accept("a", silence(matcher("alertname", "=~", "("))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value: expected a regular expression (RE2), but got \"(\"");
    assertThat(covers(Map.of("alertname", "db"), NINE)).isTrue();
  }

  @Test
  void thatEndBeforeTheyStartAreRefused() {
    var backwards =
        Silence.newBuilder(silence(matcher("alertname", "=", "db"))).setEndsAt(NINE).build();

    assertThatThrownBy(() -> Silences.check(backwards))
        .hasMessage(
            "endsAt: expected an instant after 2026-01-05T09:00:00Z, but got 2026-01-05T09:00:00Z");
  }

  /** With a backtracking engine this one value would take longer than the universe. */
  @Test
  void neverTakeLong() {
    silences.accept("a", silence(matcher("alertname", "=~", "(a+)+$")));

    assertThat(covers(Map.of("alertname", "a".repeat(300) + "!"), NINE)).isFalse();
  }

  private boolean covers(Map<String, String> labels, Instant at) {
    return silences.covering("checkout", Optional.empty(), labels, at).isPresent();
  }

  private static Silence silence(SilenceMatcher... matchers) {
    return Silence.newBuilder()
        .setId("a")
        .setMatchers(Arrays.asList(matchers))
        .setStartsAt(NINE)
        .setEndsAt(TEN)
        .setCreatedBy("asha")
        .build();
  }

  private static SilenceMatcher matcher(String name, String operator, String value) {
    return new SilenceMatcher(name, value, operator.endsWith("~"), !operator.startsWith("!"));
  }
}
