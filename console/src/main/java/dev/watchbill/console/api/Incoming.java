package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Cursor;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RejectedAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What comes in: the roster's integrations, and what of theirs was refused. */
public final class Incoming {
  private static final Duration DAY = Duration.ofDays(1);

  private final ReadModel model;

  public Incoming(ReadModel model) {
    this.model = model;
  }

  /** The roster's integrations by name; heartbeats are no senders of alerts. */
  public List<IntegrationItem> integrations(Instant now) {
    var heard = model.senders().heard(now.minus(DAY));
    var refused = model.senders().refused();
    var keys =
        model.keys().all().stream()
            .filter(key -> key.getKind().equals("integration") && isGood(key, now))
            .collect(
                Collectors.groupingBy(key -> Optional.ofNullable(key.getIntegration()).orElse("")));
    return model.roster().integrations().values().stream()
        .filter(integration -> integration.getEveryMs() == 0)
        .sorted(Comparator.comparing(Integration::getName))
        .map(integration ->
            IntegrationItem.of(
                integration,
                heard.get(integration.getName()),
                refused.getOrDefault(integration.getName(), List.of()),
                keys.getOrDefault(integration.getName(), List.of())))
        .toList();
  }

  /** What was refused, newest first. */
  public Items<RejectedItem> rejected(Set<String> integrations, Cursor after, int limit) {
    return Items.of(model.senders().list(integrations, after, limit), RejectedItem::inList);
  }

  /** One that was refused, with its body. */
  public Optional<RejectedItem> rejected(String id) {
    return model.senders().find(id).map(RejectedItem::whole);
  }

  /** One that was refused, as it stands on its topic. */
  public Optional<RejectedAlert> record(String id) {
    return model.senders().find(id);
  }

  /** How far a test has come. */
  public TestItem test(String id, String integration) {
    var episode = model.alerts().find(id);
    var story =
        episode
            .flatMap(it -> Optional.ofNullable(it.incident()))
            .flatMap(incident -> new Answering(model).why(incident, null));
    return new TestItem(
        id, integration, episode.map(AlertItem::of).orElse(null), story.orElse(null));
  }

  private static boolean isGood(Credential key, Instant now) {
    return key.getExpiresAt() == null || now.isBefore(key.getExpiresAt());
  }
}
