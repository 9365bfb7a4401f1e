package dev.watchbill.ingest.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceStatus;
import dev.watchbill.ingest.heartbeat.Watch.Finding;
import dev.watchbill.schemas.Integration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Times are minutes and seconds of one hour; the backup is expected every 5 minutes, 1 of grace.
 */
class WatchTest {
  private static final Instant HOUR = Instant.parse("2026-01-05T09:00:00Z");
  private static final List<Expectation> BACKUP = expect(5, "backup");

  private Watch watch = new Watch();
  private List<Finding> found = List.of();

  @Test
  void tellsAMissAsSoonAsItIsDueAndGraceIsOver() {
    listens("00:00", "01:00");
    hears("01:00");
    listens("01:01", "06:59");
    assertThat(told()).isEmpty();
    listens("07:00", "07:00");
    assertThat(told()).containsExactly("firing from 07:00");
  }

  @Test
  void tellsAMissOnce() {
    listens("00:00", "20:00");
    assertThat(told()).containsExactly("firing from 06:00");
  }

  @Test
  void tellsOfOneThatWasNeverHeard() {
    listens("00:00", "06:00");
    assertThat(alerts().getFirst().annotations().get("description")).contains("has not been heard");
  }

  @Test
  void tellsWhenItIsHeardAgain() {
    listens("00:00", "10:00");
    hears("10:01");
    listens("10:01", "10:05");
    assertThat(told()).containsExactly("firing from 06:00", "resolved from 06:00");
    listens("10:06", "16:01");
    assertThat(told())
        .containsExactly("firing from 06:00", "resolved from 06:00", "firing from 16:01");
  }

  @Test
  void staysQuietWhileItIsHeard() {
    for (var minute = 0; minute < 50; minute += 5) {
      listens("%02d:00".formatted(minute), "%02d:59".formatted(minute + 4));
      hears("%02d:59".formatted(minute + 4));
    }
    assertThat(told()).isEmpty();
  }

  @Test
  void takesOurOwnOutageForNobodysSilence() {
    listens("00:00", "01:00");
    hears("01:00");
    restarts("02:00", "30:00");
    assertThat(told()).isEmpty();
    // It was silent for one minute before the outage; five more and it is missed.
    listens("30:00", "34:59");
    assertThat(told()).isEmpty();
    listens("35:00", "35:01");
    assertThat(told()).containsExactly("firing from 35:00");
  }

  @Test
  void isNotHiddenByRestartsForEver() {
    listens("00:00", "00:01");
    var seconds = 1;
    while (told().isEmpty() && seconds < 3_500) {
      // Half a minute up, half a minute down.
      restarts(at(seconds + 30), at(seconds + 60));
      listens(at(seconds + 60), at(seconds + 89));
      seconds += 60;
    }
    assertThat(seconds).isBetween(600, 780);
  }

  @Test
  void remembersOverARestartWhatItHasTold() {
    listens("00:00", "07:00");
    restarts("07:00", "07:10");
    listens("07:10", "08:00");
    assertThat(told()).containsExactly("firing from 06:00");
    hears("08:01");
    listens("08:01", "08:02");
    assertThat(told()).containsExactly("firing from 06:00", "resolved from 06:00");
  }

  @Test
  void takesALongPauseForAnOutage() {
    listens("00:00", "01:00");
    looks("20:00", BACKUP);
    listens("20:00", "24:59");
    assertThat(told()).isEmpty();
    listens("25:00", "25:01");
    assertThat(told()).hasSize(1);
  }

  @Test
  void endsTheAlertOfOneThatIsNotExpectedAnyMore() {
    listens("00:00", "06:00");
    looks("06:01", List.of());
    assertThat(told()).containsExactly("firing from 06:00", "resolved from 06:00");
    assertThat(alerts().getLast().annotations()).containsValue("Not expected any more.");
    looks("06:02", List.of());
    assertThat(told()).hasSize(2);
  }

  @Test
  void tellsTheEndWhereTheBeginningWasTold() {
    listens("00:00", "06:00");
    hears("06:01");
    looks("06:01", expect(5, "another-service"));
    assertThat(changes())
        .extracting(change -> change.from().service())
        .containsExactly(Optional.of("backup"), Optional.of("backup"), Optional.of("backup"));
  }

  @Test
  void followsTheRosterWhenThePeriodGrows() {
    listens("00:00", "06:00");
    looks("06:01", expect(30, "backup"));
    assertThat(told()).containsExactly("firing from 06:00", "resolved from 06:00");
  }

  @Test
  void forgetsOutagesThatMatterToNobody() {
    listens("00:00", "00:10");
    restarts("00:10", "00:20");
    assertThat(watch.absences().spans()).hasSize(1);
    hears("00:21");
    listens("00:21", "00:30");
    assertThat(watch.absences().spans()).isEmpty();
  }

  @Test
  void expectsSomethingOfASenderToo() {
    var sender =
        Expectation.of(
            Stream.of(
                Integration.newBuilder().setName("prometheus").setExpectEveryMs(60_000).build()));
    looks("00:00", sender);
    for (var second = 1; second <= 60; second++) {
      looks(at(second), sender);
    }
    assertThat(alerts().getFirst().annotations())
        .containsEntry("summary", "Nothing is heard from prometheus");
  }

  @Test
  void keepsTheSumOfMoreOutagesThanItRemembers() {
    var absences = Absences.NONE;
    for (var second = 0L; second < 4_000; second += 2) {
      absences = absences.and(HOUR.plusSeconds(second), HOUR.plusSeconds(second + 1));
    }
    assertThat(absences.spans()).hasSize(500);
    assertThat(absences.listenedFor(HOUR.minusSeconds(10_000), Duration.ofSeconds(20_000)))
        .isEqualTo(HOUR.plusSeconds(12_000));
  }

  private static List<Expectation> expect(int minutes, String service) {
    return Expectation.of(
        Stream.of(
            Integration.newBuilder()
                .setName("backup")
                .setService(service)
                .setEveryMs(minutes * 60_000L)
                .setGraceMs(60_000)
                .build()));
  }

  /** A look each second, both ends included. */
  private void listens(String from, String to) {
    for (var at = time(from); !at.isAfter(time(to)); at = at.plusSeconds(1)) {
      look(at, BACKUP);
    }
  }

  private void looks(String at, List<Expectation> expectations) {
    look(time(at), expectations);
  }

  private void look(Instant at, List<Expectation> expectations) {
    var all = new ArrayList<>(found);
    all.addAll(watch.look(expectations, at));
    found = all;
    lastHeard.ifPresent(heard -> watch.heard("backup", heard));
  }

  private Optional<Instant> lastHeard = Optional.empty();

  private void hears(String at) {
    lastHeard = Optional.of(time(at));
    watch.heard("backup", time(at));
  }

  /** Another watch goes on from what this one wrote. */
  private void restarts(String down, String up) {
    var next = new Watch();
    lastHeard.ifPresent(heard -> next.heard("backup", heard));
    changes().forEach(change -> next.stands("backup", change.standing()));
    next.listened(time(down), watch.absences());
    watch = next;
    look(time(up), BACKUP);
  }

  private List<Finding.Changed> changes() {
    return found.stream()
        .filter(Finding.Changed.class::isInstance)
        .map(Finding.Changed.class::cast)
        .toList();
  }

  private List<SourceAlert> alerts() {
    return found.stream()
        .flatMap(finding ->
            switch (finding) {
              case Finding.Changed changed -> changed.alert().stream();
              case Finding.Forgotten forgotten -> forgotten.alert().stream();
            })
        .toList();
  }

  private List<String> told() {
    return alerts().stream()
        .map(alert ->
            (alert.status() == SourceStatus.FIRING ? "firing" : "resolved")
                + " from "
                + at((int) Duration.between(HOUR, alert.startedAt()).toSeconds()))
        .toList();
  }

  private static String at(int seconds) {
    return "%02d:%02d".formatted(seconds / 60, seconds % 60);
  }

  private static Instant time(String minutesAndSeconds) {
    var parts = minutesAndSeconds.split(":", 2);
    return HOUR.plusSeconds(Integer.parseInt(parts[0]) * 60L + Integer.parseInt(parts[1]));
  }
}
