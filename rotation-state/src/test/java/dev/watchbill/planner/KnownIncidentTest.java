package dev.watchbill.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.HandedIncident;
import dev.watchbill.schemas.IncidentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownIncidentTest {
  private static final Instant MONDAY = Instant.parse("2026-01-05T08:00:00Z");
  private static final Instant NEXT = MONDAY.plus(Duration.ofDays(7));

  @Test
  void followsAnIncidentFromOpenToOver() {
    var opened = after(null, event("opened").setText("Checkout fails").setSeverity("error"));
    assertThat(opened.state()).isEqualTo("open");

    var worse = after(opened, event("severity-raised").setSeverity("critical"));
    assertThat(worse.severity()).isEqualTo("critical");
    assertThat(worse.title()).isEqualTo("Checkout fails");

    var taken = after(worse, event("acknowledged").setPerson("asha"));
    assertThat(taken.by()).isEqualTo("asha");
    assertThat(after(taken, event("ack-expired")).state()).isEqualTo("open");
    assertThat(after(taken, event("owner-left")).state()).isEqualTo("open");

    var over = after(taken, event("resolved").setPerson("bo").setAt(MONDAY.plusSeconds(60)));
    assertThat(over.handed().getState()).isEqualTo("resolved");
    assertThat(over.endedBefore(MONDAY.plusSeconds(61))).isTrue();
    assertThat(over.endedBefore(MONDAY.plusSeconds(60))).isFalse();

    var again = after(over, event("reopened"));
    assertThat(again.state()).isEqualTo("open");
    assertThat(again.by()).isNull();
    assertThat(again.endedBefore(NEXT)).isFalse();
  }

  @Test
  void knowsNothingOfOneItDidNotSeeOpen() {
    assertThat(KnownIncident.after(null, event("acknowledged").build())).isNull();
    assertThat(KnownIncident.concerns(event("noted").build())).isFalse();
  }

  @Test
  void handsOverTheLongestOpenFirstAndOnlySoMany() {
    var open =
        IntStream.range(0, 60)
            .mapToObj(n -> known("open-" + n, MONDAY.plusSeconds(60 - n)))
            .toList();

    var packet = Packet.of(MONDAY, NEXT, List.of("b", "a", "b"), open, open.subList(0, 5));

    assertThat(packet.held()).containsExactly("a", "b");
    assertThat(packet.open()).hasSize(50);
    assertThat(packet.open().getFirst().getId()).isEqualTo("open-59");
    assertThat(packet.happenedCount()).isEqualTo(60);
  }

  @Test
  void tellsOnlyWhatOpenedDuringTheShift() {
    var before = over(known("before", MONDAY.minusMillis(1)));
    var first = over(known("first", MONDAY));
    var last = over(known("last", NEXT.minusMillis(1)));
    var after = over(known("after", NEXT));

    var packet = Packet.of(MONDAY, NEXT, List.of(), List.of(before, first, last, after), List.of());

    assertThat(packet.open()).isEmpty();
    assertThat(packet.happened())
        .extracting(HandedIncident::getId)
        .containsExactly("last", "first");
    assertThat(packet.happenedCount()).isEqualTo(2);
  }

  private static KnownIncident known(String id, Instant at) {
    return after(null, event("opened").setIncident(id).setAt(at));
  }

  private static KnownIncident over(KnownIncident open) {
    return after(open, event("resolved").setAt(NEXT.plusSeconds(60)));
  }

  private static KnownIncident after(@Nullable KnownIncident before, IncidentEvent.Builder event) {
    return Objects.requireNonNull(KnownIncident.after(before, event.build()));
  }

  private static IncidentEvent.Builder event(String type) {
    return IncidentEvent.newBuilder()
        .setIncident("checkout-1")
        .setService("checkout")
        .setTeam("payments")
        .setType(type)
        .setAt(MONDAY);
  }
}
