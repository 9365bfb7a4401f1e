package dev.watchbill.launcher.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.Claims.Span;
import dev.watchbill.launcher.moving.Comparison.Difference;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Instant at(String time) {
    return Instant.parse("2026-01-05T" + time + "Z");
  }

  private static Held held(String who, String from, String to) {
    return new Held(who, at(from), at(to));
  }

  private static Difference difference(
      String from, String to, List<String> theirs, List<String> ours) {
    return new Difference(at(from), at(to), new TreeSet<>(theirs), new TreeSet<>(ours));
  }

  @Test
  void findsNoneWhereTheSameStretchIsSaidInPieces() {
    var theirs = List.of(held("ann", "08:00:00", "09:00:00"), held("ann", "09:00:00", "10:00:00"));
    var ours = List.of(held("ann", "07:00:00", "11:00:00"), held("ann", "08:30:00", "08:40:00"));

    assertThat(Comparison.of(theirs, ours, at("08:00:00"), at("10:00:00"))).isEmpty();
  }

  @Test
  void findsASecondAndWhoIsMissingOrBeside() {
    var theirs = List.of(held("ann", "08:00:00", "09:00:01"), held("bob", "08:00:00", "10:00:00"));
    var ours = List.of(held("ann", "08:00:00", "09:00:00"), held("bob", "08:00:00", "09:30:00"));

    assertThat(Comparison.of(theirs, ours, at("08:00:00"), at("10:00:00")))
        .containsExactly(
            difference("09:00:00", "09:00:01", List.of("ann", "bob"), List.of("bob")),
            difference("09:30:00", "10:00:00", List.of("bob"), List.of()));
  }

  @Test
  void saysOneStretchOnceWhoeverHandsOverWithinIt() {
    var theirs = List.of(held("ann", "08:00:00", "09:00:00"), held("ann", "09:00:00", "10:00:00"));

    assertThat(Comparison.of(theirs, List.of(), at("08:00:00"), at("10:00:00")))
        .containsExactly(difference("08:00:00", "10:00:00", List.of("ann"), List.of()));
  }

  @Test
  void givesTimeThatIsClaimedTwiceToWhoeverCameFirst() {
    var claims = new Claims();
    var first = new Span(at("09:00:00"), at("10:00:00"));
    var whole = new Span(at("08:00:00"), at("11:00:00"));

    assertThat(claims.claim(first, List.of("primary"))).containsExactly(first);
    assertThat(claims.claim(whole, List.of("secondary"))).containsExactly(whole);
    assertThat(claims.claim(whole, List.of("primary")))
        .containsExactly(
            new Span(at("08:00:00"), at("09:00:00")), new Span(at("10:00:00"), at("11:00:00")));
    assertThat(claims.claim(whole, List.of("primary"))).isEmpty();
  }
}
