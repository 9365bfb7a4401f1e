package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.ExactEnd;
import dev.watchbill.schemas.IncidentBrief;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one alert of one incident. Its identity is integration + key.
 *
 * @param groupKey by which it found its incident; in a storm not the incident's own
 * @param name what kind of alert it is: its {@code alertname}, else its title
 * @param stale whether it ran out while its integration was silent
 * @param startedAt of the episode, as the source says; null where it doesn't
 * @param endsAt it expires then unless renewed; null: never
 * @param labels null: those of its incident
 * @param endedAt the latest exact end its sources stated, by their clocks; null: none yet
 * @param received when its signals were
 * @param grace what it is given beyond its end; null: nothing
 */
public record AlertSignal(
    String integration,
    String key,
    String incident,
    String groupKey,
    String name,
    Severity severity,
    boolean firing,
    boolean stale,
    @Nullable Instant startedAt,
    Instant lastSeen,
    @Nullable Instant endsAt,
    @Nullable Map<String, String> labels,
    @Nullable Instant endedAt,
    Received received,
    @Nullable Grace grace) {

  private static final int LONGEST_NAME = 200;
  private static final Duration APART_AT_MOST = Duration.ofMinutes(5);
  private static final Duration EVALUATED_APART_AT_MOST = Duration.ofMinutes(1);

  /** Well above the usual five minutes of schedules and reminders, which come a bit late. */
  private static final Duration REPEATED_WITHIN = Duration.ofMinutes(15);

  /**
   * Who reminds does so once a day at least, and a bit late; whoever is silent longer may be over.
   */
  private static final Duration REMINDED_WITHIN = Duration.ofHours(25);

  /** Two evaluate a rule up to a minute apart; each sends what fires once a minute. */
  private static final Duration ENDS_APART_AT_MOST = Duration.ofSeconds(90);

  /** What runs out a few minutes after it was sent isn't sent by a clock that is off by more. */
  private static final Duration CLOCKS_APART_AT_MOST = Duration.ofMinutes(1);

  /** Earlier builds moved the end of a stale one on, by at most half of this at a time. */
  private static final Duration LONGEST_UNKNOWN = Duration.ofMinutes(10);

  /** By which a silence may ask for alerts of one integration. */
  private static final String INTEGRATION_LABEL = "watchbill_integration";

  /**
   * An alert as it fires.
   *
   * @param before what was remembered of it
   */
  static AlertSignal of(Alert alert, String incident, Optional<AlertSignal> before, Instant now) {
    return new AlertSignal(
        alert.getIntegration(),
        alert.getKey(),
        incident,
        alert.getGroupKey(),
        nameOf(alert),
        Severity.of(alert.getSeverity()),
        true,
        false,
        alert.getStartedAt(),
        now,
        hold(alert).map(now::plus).orElse(null),
        Brief.labels(alert.getLabels()),
        before.map(AlertSignal::endedAt).orElse(null),
        before
            .filter(known -> known.incident().equals(incident))
            .map(known -> known.received().again(alert.getReceivedAt()))
            .orElseGet(() -> Received.first(alert.getReceivedAt())),
        null);
  }

  /** How long a firing alert holds, from when it was received; empty: until it is resolved. */
  static Optional<Duration> hold(Alert alert) {
    return Optional.ofNullable(alert.getEndsAt())
        .map(end -> Duration.between(alert.getReceivedAt(), end));
  }

  static String nameOf(Alert alert) {
    var name = alert.getLabels().getOrDefault("alertname", alert.getTitle());
    return nameFrom(name.isEmpty() ? alert.getKey() : name);
  }

  static String nameFrom(String title) {
    return Brief.cut(title, LONGEST_NAME);
  }

  /**
   * Whether an alert belongs to the episode this one already is: a source that states no start is
   * taken to start anew only after it was seen to end.
   *
   * @param resolved whether its incident was resolved by hand: a later episode taken for this one
   *     would page nobody then, so less is
   */
  boolean isSameEpisode(Alert alert, boolean resolved) {
    var start = alert.getStartedAt();
    if (start == null) {
      return firing && !(resolved && isAfterSilence(alert));
    }
    return firing
        && (Objects.equals(start, startedAt)
            || (isSeenByAnotherToo(start) && !(resolved && isWellAfterStart(start))));
  }

  /**
   * Many sources never say that it is over, and each word of it may be lost; one that repeats what
   * goes on does so soon.
   */
  private boolean isAfterSilence(Alert alert) {
    var within = alert.getReminder() ? REMINDED_WITHIN : REPEATED_WITHIN;
    return alert.getReceivedAt().isAfter(lastReceived().plus(within));
  }

  /** Whether it was still received at a time after this. */
  boolean isReceivedAfter(Instant at) {
    return lastReceived().isAfter(at);
  }

  private Instant lastReceived() {
    return Objects.requireNonNullElse(received.last(), lastSeen);
  }

  /** Two evaluate a rule up to a minute apart; a source's clock may be behind by more. */
  private boolean isWellAfterStart(Instant start) {
    return startedAt != null && !start.isBefore(startedAt.plus(EVALUATED_APART_AT_MOST));
  }

  /**
   * Whether it is over by the word of one that sees it, a moment ago, and this is another that has
   * yet to say so. Only of one that has an end, and so is sent again and again while it fires: if
   * it goes on it is believed then; one that says it only once is at once.
   */
  boolean isSentByAnother(Alert alert) {
    var start = alert.getStartedAt();
    var end = received.end();
    return !firing
        && end != null
        && alert.getReceivedAt().isBefore(end.plus(ENDS_APART_AT_MOST))
        && alert.getEndsAt() != null
        && start != null
        && (start.equals(startedAt) || isSeenByAnotherToo(start));
  }

  /**
   * Two that look at the same thing, such as a pair of Prometheus servers, see it begin at slightly
   * different times: what began before this one was last received is no later episode.
   */
  private boolean isSeenByAnotherToo(Instant start) {
    return startedAt != null
        && start.isBefore(lastReceived())
        && Duration.between(startedAt, start).abs().compareTo(APART_AT_MOST) <= 0;
  }

  /** Whether what ended, by the source's clock, is an episode before this one. */
  boolean isLaterThan(@Nullable Instant end) {
    return end != null && startedAt != null && end.isBefore(startedAt);
  }

  /**
   * Whether what ended was over before this one was first heard of here. Nothing is remembered of
   * alerts once their incident can't be reopened; ends are sent longer.
   *
   * @param opened when its incident was
   */
  boolean isFirstHeardAfter(@Nullable Instant end, Instant opened) {
    var first = Objects.requireNonNullElse(received.first(), opened);
    return end != null && endsAt != null && end.isBefore(first.minus(CLOCKS_APART_AT_MOST));
  }

  /**
   * Whether an end is one that was heard before: who sends ends for a while, as Prometheus does,
   * goes on though another that sees it fire opened it again. What never runs out by itself is
   * ended also by what another's clock puts a little earlier.
   */
  boolean hasEndedBy(Alert alert) {
    var end = ExactEnd.of(alert);
    return end != null
        && endedAt != null
        && (endsAt == null ? end.equals(endedAt) : !end.isAfter(endedAt));
  }

  /** Whether an end is later than any that was heard. */
  boolean isNewEnd(Alert alert) {
    var end = ExactEnd.of(alert);
    return end != null && (endedAt == null || end.isAfter(endedAt));
  }

  /** The same under another name, unless its {@code alertname} says what it is. */
  AlertSignal retitled(String title, IncidentBrief brief) {
    return labelsIn(brief).containsKey("alertname")
        ? this
        : with(nameFrom(title), firing, stale, endsAt, labels, endedAt, received);
  }

  /** The same; labels that are its incident's are not kept twice. */
  AlertSignal within(IncidentBrief brief) {
    return brief.getLabels().equals(labels)
        ? with(name, firing, stale, endsAt, null, endedAt, received)
        : this;
  }

  Map<String, String> labelsIn(IncidentBrief brief) {
    return labels == null ? brief.getLabels() : labels;
  }

  /** With the integration beside them, so that a sender's silence can be of its own alerts only. */
  Map<String, String> silenceableLabels(IncidentBrief brief) {
    var all = new HashMap<>(labelsIn(brief));
    all.put(INTEGRATION_LABEL, integration);
    return all;
  }

  boolean isOver(Instant now) {
    return firing && endsAt != null && !endsAt.isAfter(now);
  }

  /**
   * What an alert that may have run out is given beyond its end.
   *
   * @param validity how long one signal of it holds
   * @param spent whether it has been given once what its integration's pause cost it
   */
  public record Grace(Duration validity, boolean spent) {}

  /** How long one signal of it holds. */
  Duration validity() {
    if (grace != null) {
      return grace.validity();
    }
    var holds = endsAt == null ? Duration.ZERO : Duration.between(lastSeen, endsAt);
    return stale && holds.compareTo(LONGEST_UNKNOWN) > 0 ? LONGEST_UNKNOWN : holds;
  }

  /** Whether its integration's pauses count no more. */
  public boolean isGraceSpent() {
    return grace != null && grace.spent();
  }

  /** It ran out. */
  AlertSignal ended() {
    return with(name, false, false, null, labels, endedAt, received);
  }

  /** Its source says that it is over, and perhaps since when. */
  AlertSignal ended(Alert alert) {
    return with(
        name,
        false,
        false,
        null,
        labels,
        isNewEnd(alert) ? alert.getEndsAt() : endedAt,
        received.ended(alert.getReceivedAt()));
  }

  /** It ran out, but its integration is silent: asked again then. */
  AlertSignal heldAsStale(Instant again) {
    return held(true, again, isGraceSpent());
  }

  /** It may have run out, but its sender may not have had the chance to renew it. */
  AlertSignal heldUntil(Instant until, boolean spent) {
    return held(stale, until, spent);
  }

  private AlertSignal held(boolean stale, Instant until, boolean spent) {
    var given = new Grace(validity(), spent);
    return with(name, true, stale, until, labels, endedAt, received, given);
  }

  private AlertSignal with(
      String name,
      boolean firing,
      boolean stale,
      @Nullable Instant endsAt,
      @Nullable Map<String, String> labels,
      @Nullable Instant endedAt,
      Received received) {
    return with(
        name, firing, stale, endsAt, labels, endedAt, received, endsAt == null ? null : grace);
  }

  private AlertSignal with(
      String name,
      boolean firing,
      boolean stale,
      @Nullable Instant endsAt,
      @Nullable Map<String, String> labels,
      @Nullable Instant endedAt,
      Received received,
      @Nullable Grace grace) {
    return new AlertSignal(
        integration,
        key,
        incident,
        groupKey,
        name,
        severity,
        firing,
        stale,
        startedAt,
        lastSeen,
        endsAt,
        labels,
        endedAt,
        received,
        grace);
  }
}
