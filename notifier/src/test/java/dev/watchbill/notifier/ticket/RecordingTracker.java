package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Redmine that is told what its tickets look like, and keeps what it was asked about. */
final class RecordingTracker implements PolledTracker {
  static final String OURS = "1";

  private final Map<String, Seen> tickets = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Instant> sinces = new ArrayList<>();
  private Result<Optional<Deed>> deed = new Result.Ok<>(Optional.empty());
  private Optional<Delivery> away = Optional.empty();
  private boolean believesStrangers = true;

  /** What one looks like now, and how it came to it: unknown. */
  void shows(String key, boolean closed, String account) {
    tickets.put(key, new Seen(key, closed, account, "x" + asked.size()));
    deed = new Result.Ok<>(Optional.empty());
    away = Optional.empty();
  }

  /** Several have it. */
  void shows(String key, List<String> accounts, String by, Instant at) {
    shows(key, false, "", by, at);
    tickets.put(key, new Seen(key, false, accounts, "x" + asked.size()));
  }

  /** The same, by whom and when. */
  void shows(String key, boolean closed, String account, String by, Instant at) {
    shows(key, closed, account);
    deed = new Result.Ok<>(Optional.of(new Deed(by, by.equals(OURS), at, by + at)));
  }

  /** Can't be asked how things came about. */
  void forgets() {
    deed = Result.refused("away");
  }

  void believingNobodyElse() {
    believesStrangers = false;
  }

  /** Can't be asked at all until it shows something. */
  void isAway(Delivery answer) {
    away = Optional.of(answer);
  }

  /** The keys it was asked about. */
  List<String> asked() {
    return asked;
  }

  /** Since when it was asked what was touched, the last time. */
  Instant since() {
    return sinces.getLast();
  }

  @Override
  public String name() {
    return "redmine";
  }

  @Override
  public boolean believesStrangers() {
    return believesStrangers;
  }

  @Override
  public Result<List<Seen>> look(List<String> keys, Instant since) {
    asked.addAll(keys);
    sinces.add(since);
    return away.<Result<List<Seen>>>map(Result.Failed::new)
        .orElseGet(() -> new Result.Ok<>(List.copyOf(tickets.values())));
  }

  @Override
  public Duration ahead() {
    return Duration.ZERO;
  }

  @Override
  public Result<Optional<Deed>> closed(Seen ticket) {
    return deed;
  }

  @Override
  public Result<Optional<Deed>> assigned(Seen ticket, String account) {
    return deed;
  }

  @Override
  public Result<Optional<String>> find(String incident, TicketPlace place) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Result<String> create(Ticket ticket, TicketPlace place) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Result<String> comment(String key, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Result<String> assign(String key, String account) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Result<String> finish(String key, TicketPlace place, String text) {
    throw new UnsupportedOperationException();
  }
}
