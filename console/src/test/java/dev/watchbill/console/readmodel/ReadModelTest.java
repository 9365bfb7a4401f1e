package dev.watchbill.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.questions.Alerts;
import dev.watchbill.console.readmodel.questions.Cursor;
import dev.watchbill.console.readmodel.store.Database;
import dev.watchbill.console.readmodel.store.FileStore;
import dev.watchbill.console.readmodel.store.Layout;
import dev.watchbill.console.readmodel.store.Place;
import dev.watchbill.console.readmodel.store.Store;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadModelTest {
  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);
  private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, 8);
  }

  static LongStream manySeeds() {
    return LongStream.range(8, 72);
  }

  @Test
  void answersFromTheNewOneAlsoWhereTheOldOneCannotBeThrownAway() {
    var file = folder.resolve("read-model.db");
    try (var model = ReadModel.open(new Clinging(new FileStore(file)), TOPICS, "cluster")) {
      var next = model.begin();
      var credential = Credential.newBuilder().setId("token:a").build();
      next.apply(
          List.of(new Received(TOPICS.credentials.name(), 0, 0, "token:a", credential, true)));
      model.replaceBy(next, next::offsets, () -> {});
      next.close();
      assertThat(model.keys().all()).hasSize(1);
    }
  }

  /** A store on whose folder nothing can be deleted. */
  private record Clinging(FileStore store) implements Store {
    @Override
    public Database open(Layout layout) {
      return store.open(layout);
    }

    @Override
    public Database begin(Layout layout) {
      return store.begin(layout);
    }

    @Override
    public Database replace(Database old, Database next, Runnable catchUp) {
      return store.replace(old, next, catchUp);
    }

    @Override
    public void discard(Database gone) {
      throw new UncheckedIOException(new IOException("read-only file system"));
    }
  }

  @Tag("slow")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("manySeeds")
  void equalsAFreshRebuildForManyMoreSeeds(long seed) throws SQLException {
    equalsAFreshRebuildHoweverOftenItIsKilled(seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equalsAFreshRebuildHoweverOftenItIsKilled(long seed) throws SQLException {
    var history = RandomHistory.of(seed, TOPICS, 400);
    var fresh = folder.resolve("fresh.db");
    try (var model = open(fresh)) {
      model.apply(history);
    }
    var survivor = killedAgainAndAgain(history, new SplittableRandom(seed));
    assertThat(Dump.of(survivor)).isEqualTo(Dump.of(fresh));
  }

  /** What a rebuild reads of one topic before another isn't what was read at first. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void holdsTheSameWhicheverTopicIsReadFirst(long seed) throws SQLException {
    var history = RandomHistory.of(seed, TOPICS, 400);
    var fresh = folder.resolve("fresh.db");
    try (var model = open(fresh)) {
      model.apply(history);
    }
    var other = folder.resolve("other.db");
    try (var model = open(other)) {
      var topics = history.stream().map(Received::topic).distinct().sorted().toList();
      for (var topic : topics.reversed()) {
        model.apply(history.stream().filter(it -> it.topic().equals(topic)).toList());
      }
    }
    assertThat(Dump.of(other)).isEqualTo(Dump.of(fresh));
  }

  /** Each kill leaves the files as they are in the middle of a transaction. */
  private Path killedAgainAndAgain(List<Received> history, SplittableRandom random) {
    var file = folder.resolve("life-0.db");
    for (var life = 1; ; life++) {
      try (var model = open(file)) {
        var left =
            history.stream()
                .filter(record ->
                    record.offset()
                        >= model
                            .offsets()
                            .getOrDefault(new Place(record.topic(), record.partition()), 0L))
                .toList();
        if (left.isEmpty()) {
          return file;
        }
        var batch = left.subList(0, Math.min(left.size(), 1 + random.nextInt(60)));
        if (random.nextBoolean()) {
          model.apply(batch);
        } else {
          var next = folder.resolve("life-" + life + ".db");
          killedAfter(random.nextInt(batch.size()), batch, model, file, next);
          file = next;
        }
      }
    }
  }

  private static void killedAfter(
      int records, List<Received> batch, ReadModel model, Path file, Path next) {
    var deadly =
        new ArrayList<Received>(batch) {
          @Override
          public void forEach(Consumer<? super Received> action) {
            subList(0, records).forEach(action);
            copy(file, next);
            throw new Killed();
          }
        };
    assertThatThrownBy(() -> model.apply(deadly)).isInstanceOf(Killed.class);
  }

  private static final class Killed extends Error {}

  private static void copy(Path from, Path to) {
    try {
      for (var suffix : List.of("", "-wal")) {
        var source = from.resolveSibling(from.getFileName() + suffix);
        if (Files.exists(source)) {
          Files.copy(source, to.resolveSibling(to.getFileName() + suffix));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void putsARosterInForceOnlyWhenItIsWhole() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(List.of(roster(0, "person:asha", person("Asha"))));
      assertThat(model.roster().isThere()).isFalse();
      model.apply(List.of(roster(1, "roster:current", current("v1"))));
      assertThat(model.roster().nameOf("asha")).isEqualTo("Asha");
    }
  }

  @Test
  void remembersWhatWasStagedOverARestart() {
    var file = folder.resolve("console.db");
    try (var model = open(file)) {
      model.apply(
          List.of(
              roster(0, "person:asha", person("Asha")),
              roster(1, "roster:current", current("v1")),
              roster(2, "person:asha", person("Asha Rao"))));
    }
    try (var model = open(file)) {
      assertThat(model.roster().nameOf("asha")).isEqualTo("Asha");
      model.apply(List.of(roster(3, "roster:current", current("v2"))));
      assertThat(model.roster().nameOf("asha")).isEqualTo("Asha Rao");
      assertThat(model.roster().version()).isEqualTo("v2");
    }
  }

  @Test
  void startsAnewForAnotherCluster() {
    var file = folder.resolve("console.db");
    try (var model = ReadModel.open(file, TOPICS, "one")) {
      model.apply(List.of(roster(0, "roster:current", current("v1"))));
    }
    try (var model = ReadModel.open(file, TOPICS, "another")) {
      assertThat(model.offsets()).isEmpty();
      assertThat(model.roster().isThere()).isFalse();
    }
  }

  @Test
  void leavesOutARecordItCannotTakeAndGoesOn() {
    try (var model = open(folder.resolve("console.db"))) {
      var bad = new Received(TOPICS.credentials.name(), 0, 0, "x", person("not a key"), true);
      var good = new Received(TOPICS.credentials.name(), 0, 1, "token:a", token("a"), true);
      assertThat(model.apply(List.of(bad, good))).isEqualTo(1);
      assertThat(model.keys().find("token:a")).isPresent();
      assertThat(model.offsets()).containsEntry(new Place(TOPICS.credentials.name(), 0), 2L);
    }
  }

  @Test
  void tellsWhatChangedOnceItCanBeRead() {
    try (var model = open(folder.resolve("console.db"))) {
      var seen = new ArrayList<String>();
      model.changes().subscribe(change -> seen.add(change + " " + model.keys().all().size()));
      model.apply(
          List.of(new Received(TOPICS.credentials.name(), 0, 0, "token:a", token("a"), true)));
      assertThat(seen).containsExactly("Change[kind=CREDENTIAL, id=token:a] 1");
    }
  }

  @Test
  void showsInTheInboxWhatWasToldOfOnlyTogetherWithOthers() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(
              page(0, "shop-1.1"),
              page(1, "shop-2.1"),
              receipt(0, "shop-1.1", null),
              receipt(1, "shop-2.1", "shop-2.1")));
      assertThat(model.messages().inbox("asha", Cursor.START, 10).items())
          .extracting(Page::getId)
          .containsExactly("shop-2.1");
    }
  }

  private static Received page(long offset, String id) {
    var page =
        Page.newBuilder()
            .setId(id)
            .setPerson("asha")
            .setChannel("slack")
            .setIncident(IncidentBrief.newBuilder().setId("shop-1").build())
            .build();
    return new Received(TOPICS.pages.name(), 0, offset, "asha", page, true);
  }

  private static Received receipt(long offset, String page, @Nullable String summary) {
    var receipt =
        Receipt.newBuilder()
            .setId(page + "/accepted")
            .setPage(page)
            .setOutcome("accepted")
            .setSummary(summary)
            .build();
    return new Received(TOPICS.receipts.name(), 0, offset, "shop", receipt, true);
  }

  @Test
  void keepsOneRowForAnAlertUntilItFiresAnew() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(
              alert(0, "a1", "firing", 0),
              alert(1, "a2", "firing", 60),
              alert(2, "a3", "resolved", 120),
              alert(3, "a4", "firing", 600)));
      assertThat(alerts(model))
          .containsExactly(
              "a4 firing 1 signals, incident null", "a1 resolved 3 signals, incident null");
    }
  }

  @Test
  void keepsOneRowForWhatTwoServersSeeBeginAndEndAtDifferentTimes() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(
              since(0, "firing", 60, 0),
              since(1, "firing", 70, 15),
              since(2, "firing", 120, 0),
              since(3, "firing", 130, 15),
              since(4, "resolved", 180, 0),
              since(5, "resolved", 190, 15),
              since(6, "resolved", 240, 0),
              since(7, "resolved", 250, 15)));
      assertThat(alerts(model)).containsExactly("s0 resolved 8 signals, incident null");
      model.apply(List.of(since(8, "firing", 300, 290), since(9, "firing", 310, 295)));
      assertThat(alerts(model))
          .containsExactly(
              "s8 firing 2 signals, incident null", "s0 resolved 8 signals, incident null");
    }
  }

  @Test
  void keepsOneRowForTheEndOfWhatNobodySawBeginHoweverOftenItIsSent() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(
              since(0, "resolved", 60, 0),
              since(1, "resolved", 70, 15),
              since(2, "resolved", 120, 0),
              since(3, "resolved", 130, 15)));
      assertThat(alerts(model)).containsExactly("s0 resolved 4 signals, incident null");
    }
  }

  @Test
  void showsWhatTheSecondOfTwoServersGoesOnSendingWhileTheFirstSendsItsEndAgain() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(
              since(0, "firing", 60, 0),
              until(since(1, "resolved", 120, 0), 110),
              until(since(2, "firing", 130, 15), 400),
              until(since(3, "resolved", 180, 0), 110)));
      assertThat(alerts(model)).containsExactly("s0 firing 4 signals, incident null");
      model.apply(List.of(until(since(4, "resolved", 200, 15), 190)));
      assertThat(alerts(model)).containsExactly("s0 resolved 5 signals, incident null");
    }
  }

  @Test
  void showsAnAlertAsOverWhoseSecondEndIsInTheMinuteOfItsFirst() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(
              since(0, "firing", 30, 0),
              until(since(1, "resolved", 70, 0), 60),
              since(2, "firing", 80, 0),
              until(since(3, "resolved", 110, 0), 60)));
      assertThat(alerts(model)).containsExactly("s0 resolved 4 signals, incident null");
    }
  }

  @Test
  void endsWhatWasOpenByAFormerNameAndShowsNothingElseOfThat() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(List.of(named(since(0, "resolved", 30, 0), 120)));
      assertThat(alerts(model)).isEmpty();
      model.apply(List.of(since(1, "firing", 60, 0), named(since(2, "resolved", 300, 0), 50)));
      assertThat(alerts(model)).containsExactly("s1 firing 1 signals, incident null");
      model.apply(List.of(named(since(3, "resolved", 330, 0), 120)));
      assertThat(alerts(model)).containsExactly("s1 resolved 1 signals, incident null");
      model.apply(List.of(named(since(4, "resolved", 360, 0), 120)));
      assertThat(alerts(model)).containsExactly("s1 resolved 1 signals, incident null");
    }
  }

  private static Received named(Received signal, int until) {
    var ending =
        Alert.newBuilder((Alert) signal.value()).setNamedUntil(AT.plusSeconds(until)).build();
    return new Received(TOPICS.alerts.name(), 0, signal.offset(), "checkout", ending, true);
  }

  private static Received until(Received signal, int end) {
    var ending = Alert.newBuilder((Alert) signal.value()).setEndsAt(AT.plusSeconds(end)).build();
    return new Received(TOPICS.alerts.name(), 0, signal.offset(), "checkout", ending, true);
  }

  private static Received since(long offset, String status, int received, int start) {
    var alert = (Alert) alert(offset, "s" + offset, status, received).value();
    var since =
        Alert.newBuilder(alert).setTitle("db-down").setStartedAt(AT.plusSeconds(start)).build();
    return new Received(TOPICS.alerts.name(), 0, offset, "checkout", since, true);
  }

  @Test
  void keepsWhatAnAlertSaidWhenItsSenderOnlyResolvesTheKey() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(
              said(0, "a1", "firing", "Disk is full", "critical"),
              said(1, "a2", "noted", "", ""),
              said(2, "a3", "resolved", "", ""),
              said(3, "a4", "noted", "", "")));
      var any = new Alerts.Filter(Set.of(), Set.of(), Set.of(), null, null);
      assertThat(model.alerts().list(any, Cursor.START, 10).items())
          .singleElement()
          .extracting(Alerts.Episode::alert)
          .returns("resolved", Alert::getStatus)
          .returns("Disk is full", Alert::getTitle)
          .returns("critical", Alert::getSeverity);
    }
  }

  @Test
  void keepsWhatAnAlertSaidWhenItsSenderOnlyAcknowledgesTheKey() {
    try (var model = open(folder.resolve("console.db"))) {
      var trigger = (Alert) said(0, "a1", "firing", "Disk is full", "critical").value();
      var begun = Alert.newBuilder(trigger).setStartedAt(AT).build();
      model.apply(
          List.of(
              new Received(TOPICS.alerts.name(), 0, 0, "checkout", begun, true),
              said(1, "a2", "acknowledged", "", "")));
      var any = new Alerts.Filter(Set.of(), Set.of(), Set.of(), null, null);
      assertThat(model.alerts().list(any, Cursor.START, 10).items())
          .singleElement()
          .extracting(Alerts.Episode::alert)
          .returns("acknowledged", Alert::getStatus)
          .returns("Disk is full", Alert::getTitle)
          .returns("critical", Alert::getSeverity)
          .returns(AT, Alert::getStartedAt);
    }
  }

  @Test
  void showsNothingOfANoteToAnAlertNobodyKnows() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(List.of(said(0, "a1", "noted", "", ""), said(1, "a2", "change", "v2", "")));
      assertThat(alerts(model)).containsExactly("a2 change 1 signals, incident null");
    }
  }

  @Test
  void showsNothingOfTheEndOfAnAlertNobodyKnowsWhichCarriesItsKeyOnly() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(said(0, "a1", "resolved", "", ""), said(1, "a2", "acknowledged", "", "")));
      assertThat(alerts(model)).isEmpty();
      model.apply(List.of(said(2, "a3", "resolved", "Disk is full", "")));
      assertThat(alerts(model)).containsExactly("a3 resolved 1 signals, incident null");
    }
  }

  @Test
  void addsTagsToAnAlertAndTakesThemAwayAgain() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(
              labelled(0, "firing", Map.of("tags", "db, eu", "host", "db-1"), Map.of()),
              labelled(1, "updated", Map.of("tags", "eu, night"), Map.of()),
              labelled(2, "noted", Map.of("source", "kim"), Map.of()),
              labelled(3, "updated", Map.of("rack", "7"), Map.of("tags", "db, none", "host", ""))));
      assertThat(labels(model))
          .isEqualTo(Map.of("tags", "eu, night", "rack", "7", "source", "kim"));
      model.apply(List.of(labelled(4, "updated", Map.of(), Map.of("tags", "eu, night", "no", ""))));
      assertThat(labels(model)).isEqualTo(Map.of("rack", "7", "source", "kim"));
    }
  }

  @Test
  void keepsAddedTagsWhenTheSameEpisodeIsSentAgain() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(
              labelled(0, "firing", Map.of("tags", "db", "host", "db-1"), Map.of()),
              labelled(1, "updated", Map.of("tags", "night"), Map.of()),
              labelled(2, "firing", Map.of("tags", "db", "host", "db-2"), Map.of())));
      assertThat(labels(model)).isEqualTo(Map.of("tags", "db, night", "host", "db-2"));
      model.apply(
          List.of(
              labelled(3, "firing", Map.of(), Map.of()),
              labelled(4, "resolved", Map.of(), Map.of()),
              labelled(5, "firing", Map.of("tags", "eu"), Map.of())));
      assertThat(labels(model)).isEqualTo(Map.of("tags", "eu"));
    }
  }

  private static Map<String, String> labels(ReadModel model) {
    var any = new Alerts.Filter(Set.of(), Set.of(), Set.of(), null, null);
    return model.alerts().list(any, Cursor.START, 10).items().getFirst().alert().getLabels();
  }

  private static Received labelled(
      long offset, String status, Map<String, String> labels, Map<String, String> removed) {
    var alert = (Alert) alert(offset, "a" + offset, status, (int) offset * 10).value();
    var labelled =
        Alert.newBuilder(alert).setStartedAt(null).setLabels(labels).setRemovedLabels(removed);
    return new Received(TOPICS.alerts.name(), 0, offset, "checkout", labelled.build(), true);
  }

  @Test
  void showsAnAlertWhoseFirstSignalIsCalledAnUpdate() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(List.of(said(0, "a1", "updated", "Disk is full", "critical")));
      assertThat(alerts(model)).containsExactly("a1 firing 1 signals, incident null");
    }
  }

  private static Received said(
      long offset, String id, String status, String title, String severity) {
    var alert = (Alert) alert(offset, id, status, (int) offset * 10).value();
    var said = Alert.newBuilder(alert).setTitle(title).setSeverityText(severity);
    if (!severity.isEmpty()) {
      said.setSeverity(severity);
    }
    return new Received(TOPICS.alerts.name(), 0, offset, "checkout", said.build(), true);
  }

  @Test
  void givesEachEpisodeOfAnAlertItsIncident() {
    try (var model = open(folder.resolve("console.db"))) {
      model.apply(
          List.of(
              alert(0, "a1", "firing", 0),
              opened(0, "checkout-1", 1),
              alert(1, "a2", "resolved", 120),
              alert(2, "a3", "firing", 600),
              opened(1, "checkout-2", 600)));
      assertThat(alerts(model))
          .containsExactly(
              "a3 firing 1 signals, incident checkout-2",
              "a1 resolved 2 signals, incident checkout-1");
    }
  }

  @Test
  void givesWhatStatesNoStartToEachIncidentItOpened() {
    try (var model = open(folder.resolve("console.db"))) {
      givesWhatStatesNoStartToEachIncidentItOpened(model);
    }
  }

  /** Of any database. */
  static void givesWhatStatesNoStartToEachIncidentItOpened(ReadModel model) {
    model.apply(
        List.of(
            alert(0, "a1", "firing", 0),
            opened(0, "checkout-1", 1),
            alert(1, "a2", "firing", 86_400),
            opened(1, "checkout-2", 86_401)));
    for (var incident : List.of("checkout-1", "checkout-2")) {
      assertThat(alerts(model, Alerts.Filter.ofIncident(incident)))
          .containsExactly("a1 firing 2 signals, incident " + incident);
    }
    assertThat(alerts(model)).containsExactly("a1 firing 2 signals, incident checkout-2");
    model.apply(
        List.of(
            alert(2, "a3", "resolved", 86_500),
            alert(3, "a4", "firing", 90_000),
            opened(2, "checkout-3", 90_001)));
    assertThat(alerts(model, Alerts.Filter.ofIncident("checkout-1")))
        .containsExactly("a1 resolved 3 signals, incident checkout-1");
    assertThat(alerts(model, Alerts.Filter.ofIncident("checkout-3")))
        .containsExactly("a4 firing 1 signals, incident checkout-3");
  }

  private static List<String> alerts(ReadModel model) {
    return alerts(model, new Alerts.Filter(Set.of(), Set.of(), Set.of(), null, null));
  }

  private static List<String> alerts(ReadModel model, Alerts.Filter filter) {
    return model.alerts().list(filter, Cursor.START, 10).items().stream()
        .map(episode ->
            "%s %s %d signals, incident %s"
                .formatted(
                    episode.id(),
                    episode.alert().getStatus(),
                    episode.signals(),
                    episode.incident()))
        .toList();
  }

  private static Received alert(long offset, String id, String status, int seconds) {
    var alert =
        Alert.newBuilder()
            .setId(id)
            .setIntegration("prometheus")
            .setKey("k")
            .setStatus(status)
            .setReceivedAt(AT.plusSeconds(seconds))
            .build();
    return new Received(TOPICS.alerts.name(), 0, offset, "checkout", alert, true);
  }

  private static Received opened(long offset, String incident, int seconds) {
    var event =
        IncidentEvent.newBuilder()
            .setId(incident + "/1")
            .setIncident(incident)
            .setType("opened")
            .setIntegration("prometheus")
            .setAlertKey("k")
            .setAt(AT.plusSeconds(seconds))
            .build();
    return new Received(TOPICS.incidentEvents.name(), 0, offset, "checkout", event, true);
  }

  private static Received roster(long offset, String key, RosterRecord value) {
    return new Received(TOPICS.roster.name(), 0, offset, key, value, true);
  }

  private static RosterRecord person(String name) {
    return RosterRecord.newBuilder()
        .setPerson(Person.newBuilder().setId("asha").setName(name).build())
        .build();
  }

  private static RosterRecord current(String version) {
    return RosterRecord.newBuilder()
        .setVersion(version)
        .setCurrent(RosterCurrent.newBuilder().setAt(AT).build())
        .build();
  }

  private static Credential token(String name) {
    return Credential.newBuilder().setId("token:" + name).setHash("hash").build();
  }

  private static ReadModel open(Path file) {
    return ReadModel.open(file, TOPICS, "cluster");
  }
}
