package dev.watchbill.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.planner.RosterPublication.Step;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.FormerNaming;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a roster that names alerts otherwise remembers of the one before it. */
class FormerNamingsTest {
  static {
    TrustedRecords.trust();
  }

  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private final RosterPublication known = new RosterPublication();
  private Instant now = START;
  private int version;

  @Test
  void knowsNothingOfAnIntegrationThatIsNew() {
    apply(sender("prom", it -> it.setServiceFrom(List.of("labels.job"))));

    assertThat(formerly("prom")).isEmpty();
  }

  @Test
  void remembersHowItsServiceWasNamedForThirtyDays() {
    apply(sender("prom", it -> it.setServiceFrom(List.of("labels.service"))));
    pass(Duration.ofDays(100));
    apply(sender("prom", it -> it.setServiceFrom(List.of("labels.job"))));

    assertThat(formerly("prom"))
        .containsExactly(
            FormerNaming.newBuilder()
                .setIntegration("prom")
                .setServiceFrom(List.of("labels.service"))
                .setReplacedAt(now)
                .setUntil(now.plus(Duration.ofDays(30)))
                .build());
  }

  @Test
  void remembersEachThingThatDecidesServiceGroupOrKey() {
    List<Consumer<Integration.Builder>> edits =
        List.of(
            it -> it.setService("checkout"),
            it -> it.setGroupBy(List.of("labels.zone")),
            it -> it.setMapping("{\"key\":\"body.id\"}"),
            it -> it.setType("grafana"),
            it -> it.setFormat("cloudevents"));
    for (var edit : edits) {
      var name = "prom-" + version;
      apply(sender(name, _ -> {}));
      apply(sender(name, edit));
      assertThat(formerly(name)).hasSize(1);
    }
  }

  @Test
  void remembersNothingForWhatNamesNoAlert() {
    apply(sender("prom", _ -> {}));
    apply(
        sender(
            "prom",
            it ->
                it.setSeverityFrom(List.of("labels.prio"))
                    .setDefaultSeverity("critical")
                    .setExpectEveryMs(60_000)));

    assertThat(formerly("prom")).isEmpty();
  }

  @Test
  void knowsWhatItRemembersAfterFurtherVersionsAndWritesNothingForIt() {
    apply(sender("prom", it -> it.setService("old")));
    apply(sender("prom", it -> it.setService("new")));
    var before = formerly("prom");
    pass(Duration.ofDays(40));

    assertThat(next(sender("prom", it -> it.setService("new")))).isEqualTo(new Step.Nothing());

    apply(sender("prom", it -> it.setService("new").setDefaultSeverity("warning")));
    assertThat(formerly("prom")).isEqualTo(before);
  }

  @Test
  void writesNothingWhileTheFilesAreTheSameThoughItRemembersSeveral() {
    apply(sender("prom", it -> it.setService("first")));
    apply(sender("prom", it -> it.setService("second")));
    apply(sender("prom", it -> it.setService("third")));

    assertThat(next(sender("prom", it -> it.setService("third")))).isEqualTo(new Step.Nothing());
  }

  @Test
  void forgetsWhatIsOverWithTheNextOne() {
    apply(sender("prom", it -> it.setService("first")));
    apply(sender("prom", it -> it.setService("second")));
    pass(Duration.ofDays(30));
    apply(sender("prom", it -> it.setService("third")));

    assertThat(formerly("prom")).extracting(FormerNaming::getService).containsExactly("second");
  }

  @Test
  void namesNothingTwiceWhereARosterIsTakenBack() {
    apply(sender("prom", it -> it.setService("old")));
    apply(sender("prom", it -> it.setService("new")));
    apply(sender("prom", it -> it.setService("old")));

    assertThat(formerly("prom")).extracting(FormerNaming::getService).containsExactly("new");

    apply(sender("prom", it -> it.setService("new")));
    assertThat(formerly("prom")).extracting(FormerNaming::getService).containsExactly("old");
    assertThat(formerly("prom")).extracting(FormerNaming::getReplacedAt).containsExactly(now);
  }

  @Test
  void keepsFiveAndOfMoreThoseThatWereInForceLongest() {
    apply(sender("prom", it -> it.setService("for-months")));
    for (var i = 1; i <= 9; i++) {
      pass(Duration.ofMinutes(i));
      apply(sender("prom", it -> it.setService("tried-" + version)));
    }

    assertThat(formerly("prom"))
        .extracting(FormerNaming::getService)
        .containsExactly("tried-8", "tried-7", "tried-6", "tried-5", "for-months");
  }

  @Test
  void keepsNoMoreMappingsThanFitIntoARecord() {
    for (var letter : List.of("a", "b", "c", "d")) {
      var mapping = "{\"key\":\"" + letter.repeat(90_000) + "\"}";
      apply(sender("prom", it -> it.setMapping(mapping)));
      pass(Duration.ofDays(1));
    }

    assertThat(formerly("prom")).hasSize(2);
  }

  @Test
  void knowsARenamedIntegrationByItsSecret() {
    apply(sender("prom", it -> it.setService("db")), key("prom", "secret"));
    apply(sender("prom-eu", it -> it.setService("db")), key("prom-eu", "secret"));

    assertThat(formerly("prom-eu"))
        .extracting(FormerNaming::getIntegration)
        .containsExactly("prom");
  }

  @Test
  void knowsWhatARenamedIntegrationRemembered() {
    apply(sender("prom", it -> it.setService("first")), key("prom", "secret"));
    apply(sender("prom", it -> it.setService("second")), key("prom", "secret"));
    apply(sender("prom-eu", it -> it.setService("second")), key("prom-eu", "secret"));

    assertThat(formerly("prom-eu"))
        .extracting(it -> it.getIntegration() + " " + it.getService())
        .containsExactly("prom second", "prom first");

    apply(sender("prom", it -> it.setService("second")), key("prom", "secret"));
    assertThat(formerly("prom"))
        .extracting(it -> it.getIntegration() + " " + it.getService())
        .containsExactly("prom-eu second", "prom first");
  }

  @Test
  void knowsARenamedIntegrationByTheTopicItReads() {
    apply(sender("checks", it -> it.setType("kafka").setTopic("monitoring")));
    apply(sender("nagios", it -> it.setType("kafka").setTopic("monitoring")));

    assertThat(formerly("nagios"))
        .extracting(FormerNaming::getIntegration)
        .containsExactly("checks");
  }

  @Test
  void takesAnotherSecretForAnotherIntegration() {
    apply(sender("prom", _ -> {}), key("prom", "secret"));
    apply(sender("prom-eu", _ -> {}), key("prom-eu", "another"));

    assertThat(formerly("prom-eu")).isEmpty();
  }

  @Test
  void takesNoneOfTwoThatComeWithOneSecret() {
    apply(sender("prom", _ -> {}), key("prom", "secret"));
    apply(
        new Draft()
            .with(sender("a", _ -> {}))
            .with(key("a", "secret"))
            .with(sender("b", _ -> {}))
            .with(key("b", "secret")));

    assertThat(formerly("a")).isEmpty();
    assertThat(formerly("b")).isEmpty();
  }

  @Test
  void leavesToAnotherWhatIsCalledSoNow() {
    apply(sender("prom", _ -> {}), key("prom", "secret"));
    apply(sender("prom-eu", _ -> {}), key("prom-eu", "secret"));
    apply(
        new Draft()
            .with(sender("prom-eu", _ -> {}))
            .with(key("prom-eu", "secret"))
            .with(sender("prom", _ -> {}))
            .with(key("prom", "of another")));

    assertThat(formerly("prom-eu")).isEmpty();
    assertThat(formerly("prom")).isEmpty();
  }

  @Test
  void remembersNothingOfHeartbeats() {
    apply(sender("backup", it -> it.setType("heartbeat").setEveryMs(1_000).setService("a")));
    apply(sender("backup", it -> it.setType("heartbeat").setEveryMs(1_000).setService("b")));

    assertThat(formerly("backup")).isEmpty();
  }

  // ---- in short

  private static final class Draft {
    private final Map<String, RosterRecord> records = new HashMap<>();
    private final Map<String, Credential> keys = new HashMap<>();

    Draft with(Integration integration) {
      records.put(
          "integration:" + integration.getName(),
          RosterRecord.newBuilder().setIntegration(integration).build());
      return this;
    }

    Draft with(Credential key) {
      keys.put(key.getId(), key);
      return this;
    }
  }

  private static Integration sender(String name, Consumer<Integration.Builder> edit) {
    var sender = Integration.newBuilder().setName(name);
    edit.accept(sender);
    return sender.build();
  }

  private static Credential key(String name, String hash) {
    return Credential.newBuilder().setId("integration:" + name).setHash(hash).build();
  }

  private void apply(Integration integration) {
    apply(new Draft().with(integration));
  }

  private void apply(Integration integration, Credential key) {
    apply(new Draft().with(integration).with(key));
  }

  /** Written, and made current by the planner. */
  private void apply(Draft draft) {
    version++;
    var write = (Step.Write) next(draft);
    write.roster().forEach(known::accept);
    write.credentials().forEach(known::acceptCredential);
    known.accept(
        "roster:current",
        RosterRecord.newBuilder()
            .setVersion("v" + version)
            .setCurrent(RosterCurrent.newBuilder().build())
            .build());
    write.roster().forEach((key, record) -> remember(key, record));
  }

  private final Map<String, RosterRecord> topic = new HashMap<>();

  private void remember(String key, @Nullable RosterRecord record) {
    if (record == null) {
      topic.remove(key);
    } else {
      topic.put(key, record);
    }
  }

  private Step next(Integration integration) {
    return next(new Draft().with(integration));
  }

  private Step next(Draft draft) {
    return known.next(
        new RosterSource.Draft.Accepted("v" + version, draft.records, draft.keys),
        "roster",
        true,
        now);
  }

  private List<FormerNaming> formerly(String name) {
    return Optional.ofNullable(topic.get("integration:" + name))
        .map(record -> Objects.requireNonNull(record.getIntegration()).getFormerly())
        .orElseThrow(() -> new AssertionError("Expected " + name + " on the topic"));
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
