package dev.watchbill.console.review;

import dev.watchbill.console.auth.Principal;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.projection.Change;
import dev.watchbill.schemas.ReviewEntry;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reviews: read, and added to. Each note and each action is an entry of its own. */
public final class Reviewing {
  static final String DRAFT = "/draft";
  private static final Duration UNTIL_READ = Duration.ofSeconds(5);
  private static final int LONGEST_NOTE = 10_000;
  private static final int LONGEST_ACTION = 1_000;
  private static final int LONGEST_TICKET = 500;
  private static final int MOST_ENTRIES = 500;

  private final ReadModel model;
  private final ReviewLog log;
  private final InstantSource clock;

  public Reviewing(ReadModel model, ReviewLog log, InstantSource clock) {
    this.model = model;
    this.log = log;
    this.clock = clock;
  }

  /**
   * A follow-up action.
   *
   * @param owner person id; null: nobody's yet, or as it was; empty: nobody's any more
   * @param due ISO date; null: none, or as it was; empty: none any more
   * @param ticket its address; null: none, or as it was; empty: none any more
   * @param done null: as it was
   * @param version of the action that was looked at; null: whatever it says is changed
   */
  public record Wish(
      @Nullable String text,
      @Nullable String owner,
      @Nullable String due,
      @Nullable String ticket,
      @Nullable Boolean done,
      @Nullable Integer version) {}

  /** What became of it. */
  public sealed interface Result {
    /** It is kept; {@code id} names it within its review. */
    record Kept(String id, ReviewItem review) implements Result {}

    /** There is no such incident, or no such action of it. */
    record Unknown(String sentence) implements Result {}

    /** It isn't over: there is nothing to review yet. */
    record NotOver(String sentence) implements Result {}

    /** It changed since it was looked at. */
    record Stale(String sentence) implements Result {}

    /** It makes no sense as it was asked. */
    record Nonsense(String sentence) implements Result {}
  }

  /** A review; empty: there is no such incident, or it isn't over. */
  public Optional<ReviewItem> find(String incident) {
    var added = model.reviews().added(incident);
    return drafted(incident).map(entry -> ReviewItem.of(entry, entry.getDraft(), added));
  }

  /** Whether there is such an incident that isn't over. */
  public boolean isOpen(String incident) {
    return model.incidents().find(incident).filter(it -> it.getResolvedAt() == null).isPresent();
  }

  /** Actions that aren't done, of all reviews, those that are due first in front. */
  public List<ReviewItem.Action> open(@Nullable String owner) {
    return model.reviews().open(owner, MOST_ENTRIES).stream().map(ReviewItem.Action::of).toList();
  }

  /** The draft that is kept, or a new one where the incident moved since, or none is kept. */
  private Optional<ReviewEntry> drafted(String incident) {
    var kept = model.reviews().draft(incident);
    var fresh = model.incidents().find(incident).flatMap(known -> draft(model, incident, clock));
    return kept.filter(entry ->
            fresh
                .filter(
                    it -> it.getDraft().getResolvedAt().isAfter(entry.getDraft().getResolvedAt()))
                .isEmpty())
        .or(() -> fresh);
  }

  /** Drafts a review from what is known now; empty: not yet, or not any more. */
  static Optional<ReviewEntry> draft(ReadModel model, String id, InstantSource clock) {
    return model
        .incidents()
        .find(id)
        .flatMap(incident ->
            Draft.of(incident, model.incidents().timeline(id), model.roster())
                .map(draft ->
                    ReviewEntry.newBuilder()
                        .setId(id + DRAFT)
                        .setIncident(id)
                        .setService(incident.getService())
                        .setKind("draft")
                        .setAt(clock.instant())
                        .setDraft(draft)
                        .build()));
  }

  /** Adds a note. */
  public Result note(Principal who, String incident, String text) {
    if (text.isBlank() || text.length() > LONGEST_NOTE) {
      return new Result.Nonsense(
          "text: expected 1 to %d characters, but got %d".formatted(LONGEST_NOTE, text.length()));
    }
    return add(incident, entry(who, "note").setText(text));
  }

  /** Adds an action. */
  public Result act(Principal who, String incident, Wish wish) {
    var entry = entry(who, "action");
    return applied(who, entry, wish)
        .<Result>map(Result.Nonsense::new)
        .orElseGet(() -> add(incident, entry));
  }

  /** Changes an action: what is null stays. One change at a time, each of what the last left. */
  public Result change(Principal who, String incident, String id, Wish wish) {
    return model
        .turns()
        .of("review " + incident + "/" + id, () -> changeNow(who, incident, id, wish));
  }

  private Result changeNow(Principal who, String incident, String id, Wish wish) {
    var known = model.reviews().entry(incident + "/" + id);
    if (known.filter(entry -> entry.getKind().equals("action")).isEmpty()) {
      return new Result.Unknown("Expected an action of the review, but there is no " + id);
    }
    var version = known.get().getVersion();
    if (wish.version() != null && wish.version() != version) {
      return new Result.Stale(
          "version: expected %d, but got %d: the action was changed meanwhile; look again"
              .formatted(version, wish.version()));
    }
    var entry = ReviewEntry.newBuilder(known.get()).setVersion(version + 1);
    return applied(who, entry, wish)
        .<Result>map(Result.Nonsense::new)
        .orElseGet(() -> keep(entry.build()));
  }

  private ReviewEntry.Builder entry(Principal who, String kind) {
    return ReviewEntry.newBuilder()
        .setText("")
        .setKind(kind)
        .setBy(who.actor())
        .setAt(clock.instant());
  }

  private Result add(String incident, ReviewEntry.Builder entry) {
    if (isOpen(incident)) {
      return new Result.NotOver(
          "Expected an incident that is resolved, but %s is open; a note on it is what you want"
              .formatted(incident));
    }
    var review = drafted(incident);
    if (review.isEmpty()) {
      return new Result.Unknown("Expected a resolved incident, but there is no " + incident);
    }
    if (model.reviews().added(incident).size() >= MOST_ENTRIES) {
      return new Result.Nonsense(
          "Expected at most %d entries of one review".formatted(MOST_ENTRIES));
    }
    if (model.reviews().draft(incident).isEmpty()) {
      // What people wrote is about what is drafted: both stay.
      log.put(review.get());
    }
    return keep(
        entry
            .setId(incident + "/" + UUID.randomUUID())
            .setIncident(incident)
            .setService(review.get().getService())
            .build());
  }

  private Result keep(ReviewEntry entry) {
    log.put(entry);
    var _ = model.changes().await(Change.Kind.REVIEW, () -> isRead(entry), UNTIL_READ);
    var incident = entry.getIncident();
    var others =
        model.reviews().added(incident).stream()
            .filter(it -> !it.getId().equals(entry.getId()))
            .toList();
    var all = new ArrayList<>(others);
    all.add(entry);
    all.sort(Comparator.comparing(ReviewEntry::getAt).thenComparing(ReviewEntry::getId));
    var draft = drafted(incident).orElseThrow();
    return new Result.Kept(
        entry.getId().substring(incident.length() + 1),
        ReviewItem.of(draft, draft.getDraft(), all));
  }

  private boolean isRead(ReviewEntry entry) {
    return model
        .reviews()
        .entry(entry.getId())
        .filter(it -> it.getVersion() >= entry.getVersion())
        .isPresent();
  }

  /** Puts a wish into an entry. @return what is wrong with it; empty: nothing */
  private Optional<String> applied(Principal who, ReviewEntry.Builder entry, Wish wish) {
    if (wish.text() != null) {
      entry.setText(wish.text().strip());
    }
    if (entry.getText().isBlank() || entry.getText().length() > LONGEST_ACTION) {
      return Optional.of(
          "text: expected 1 to %d characters, but got %d"
              .formatted(LONGEST_ACTION, entry.getText().length()));
    }
    return owned(entry, wish.owner())
        .or(() -> due(entry, wish.due()))
        .or(() -> ticket(entry, wish.ticket()))
        .or(() -> done(entry, wish.done(), who));
  }

  private Optional<String> owned(ReviewEntry.Builder entry, @Nullable String owner) {
    if (owner == null) {
      return Optional.empty();
    }
    if (!owner.isEmpty() && !model.roster().people().containsKey(owner)) {
      return Optional.of("owner: expected a person of the roster, but got \"%s\"".formatted(owner));
    }
    entry.setOwner(owner.isEmpty() ? null : owner);
    return Optional.empty();
  }

  private static Optional<String> due(ReviewEntry.Builder entry, @Nullable String due) {
    try {
      if (due != null) {
        entry.setDue(due.isEmpty() ? null : LocalDate.parse(due));
      }
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of("due: expected a date such as 2026-02-01, but got \"%s\"".formatted(due));
    }
  }

  private static Optional<String> ticket(ReviewEntry.Builder entry, @Nullable String ticket) {
    if (ticket == null) {
      return Optional.empty();
    }
    if (!ticket.isEmpty() && !isWebAddress(ticket)) {
      return Optional.of(
          "ticket: expected an address such as https://tickets.example.com/PAY-7, but got \"%s\""
              .formatted(ticket));
    }
    entry.setTicket(ticket.isEmpty() ? null : ticket);
    return Optional.empty();
  }

  private static boolean isWebAddress(String text) {
    try {
      var address = URI.create(text);
      return text.length() <= LONGEST_TICKET
          && address.getHost() != null
          && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<String> done(ReviewEntry.Builder entry, @Nullable Boolean done, Principal who) {
    if (done != null) {
      Instant at = done ? Optional.ofNullable(entry.getDoneAt()).orElse(clock.instant()) : null;
      entry.setDoneAt(at).setDoneBy(done ? who.actor() : null);
    }
    return Optional.empty();
  }
}
