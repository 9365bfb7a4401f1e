package dev.watchbill.console.api.http;

import dev.watchbill.console.api.ShiftCalendar;
import dev.watchbill.console.api.ShiftCalendar.Entry;
import dev.watchbill.console.auth.Attempts;
import dev.watchbill.console.auth.Credentials;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Shifts.Published;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Answers a calendar program that has a private address. The address is the whole credential, so an
 * unknown one is answered as if there were nothing there, and guessing is slowed down.
 */
public final class CalendarFeed {
  static final String KIND = "calendar";
  static final String SCHEDULE = "schedule:";
  static final String PERSON = "person:";

  private static final String SUFFIX = ".ics";
  private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

  private final ReadModel model;
  private final Credentials credentials;
  private final Attempts attempts;
  private final BooleanSupplier ready;

  /**
   * @param ready whether addresses are known as they are now
   */
  public CalendarFeed(
      ReadModel model, Credentials credentials, Attempts attempts, BooleanSupplier ready) {
    this.model = model;
    this.credentials = credentials;
    this.attempts = attempts;
    this.ready = ready;
  }

  /** Answers with the calendar, or with nothing new. */
  public void serve(Call call) {
    var feed = known(call);
    var entries = entries(feed);
    var text = ShiftCalendar.of(entries, title(feed), publishedAt(entries));
    var tag = tag(text);
    var response = call.response();
    response.header(HeaderNames.ETAG, tag);
    // Kept by the program that asked, and asked about each time.
    response.header(HeaderNames.CACHE_CONTROL, "private, no-cache");
    if (call.header(HeaderNames.IF_NONE_MATCH).filter(it -> matches(it, tag)).isPresent()) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, "text/calendar; charset=utf-8");
    response.header(HeaderNames.CONTENT_DISPOSITION, "inline; filename=\"on-call.ics\"");
    Answers.body(call.request(), response, text.getBytes(StandardCharsets.UTF_8));
  }

  private Credential known(Call call) {
    var file = call.path("file");
    if (!ready.getAsBoolean() && file.endsWith(SUFFIX)) {
      throw Refusal.away("The console is still reading its topics; it will be ready in a moment.");
    }
    return Optional.of(file)
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .flatMap(credentials::find)
        .filter(found -> found.getKind().equals(KIND) && isTheirs(found))
        .orElseThrow(() -> unknown(call));
  }

  /** What somebody made who is no longer there is good for nothing. */
  private boolean isTheirs(Credential feed) {
    return feed.getPerson() == null || model.roster().people().containsKey(feed.getPerson());
  }

  private Refusal unknown(Call call) {
    return attempts.failed(call.address())
        ? Refusal.tooOften("Too many unknown addresses; wait a minute")
        : Refusal.notFound("There is no such calendar, or its address was revoked");
  }

  private List<Entry> entries(Credential feed) {
    var shown = String.valueOf(feed.getCalendar());
    var entries =
        shown.startsWith(SCHEDULE)
            ? ofSchedule(shown.substring(SCHEDULE.length()))
            : ofPerson(shown.substring(PERSON.length()));
    return entries
        .sorted(
            Comparator.comparing(Entry::start)
                .thenComparing(Entry::schedule)
                .thenComparing(Entry::who))
        .toList();
  }

  private Stream<Entry> ofSchedule(String schedule) {
    var shifts =
        model.shifts().between(List.of(schedule), Instant.EPOCH, FAR).stream()
            .map(shift ->
                Entry.of(
                    shift,
                    "%s on call: %s".formatted(model.roster().nameOf(shift.who()), what(shift))));
    return Stream.concat(shifts, gaps(schedule));
  }

  /** Without a promise, time with nobody is how the schedule was meant. */
  private Stream<Entry> gaps(String schedule) {
    var known = model.roster().schedules().get(schedule);
    return known == null || known.getPromise() == null
        ? Stream.empty()
        : model.shifts().gaps(List.of(schedule), Instant.EPOCH, FAR).stream().map(Entry::of);
  }

  private Stream<Entry> ofPerson(String person) {
    return model.shifts().between(List.of(), Instant.EPOCH, FAR).stream()
        .filter(shift -> shift.who().equals(person))
        .map(shift -> Entry.of(shift, "On call: " + what(shift)));
  }

  private static String what(Published shift) {
    return shift.schedule() + (shift.shadow() ? " (shadow)" : "");
  }

  private String title(Credential feed) {
    var shown = String.valueOf(feed.getCalendar());
    return shown.startsWith(SCHEDULE)
        ? shown.substring(SCHEDULE.length()) + " on call"
        : model.roster().nameOf(shown.substring(PERSON.length())) + " on call";
  }

  private Instant publishedAt(List<Entry> entries) {
    return entries.stream()
        .map(Entry::schedule)
        .distinct()
        .flatMap(schedule -> model.shifts().ledger(schedule).stream())
        .flatMap(state -> Optional.ofNullable(state.getLedger()).stream())
        .flatMap(ledger -> Optional.ofNullable(ledger.getPublishedAt()).stream())
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** What changes with every look of the planner is no change to who reads it. */
  private static String tag(String text) {
    return '"' + Secrets.hash(text.replaceAll("DTSTAMP:[^\r\n]*", "")).substring(0, 32) + '"';
  }

  private static boolean matches(String asked, String tag) {
    return asked.strip().equals("*") || asked.contains(tag);
  }
}
