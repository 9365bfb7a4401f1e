package dev.watchbill.console.api.http;

import dev.watchbill.console.api.Items;
import dev.watchbill.console.auth.Credentials;
import dev.watchbill.console.http.Answers;
import dev.watchbill.console.http.Auditing;
import dev.watchbill.console.http.Call;
import dev.watchbill.console.http.Endpoint;
import dev.watchbill.console.http.Refusal;
import dev.watchbill.console.http.Route;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import io.helidon.http.HeaderNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Private addresses of calendar feeds: handed out, listed, taken back. */
final class CalendarRoutes {
  private static final String ID = "calendar:";

  private final ReadModel model;
  private final Credentials credentials;
  private final Auditing auditing;
  private final InstantSource clock;

  CalendarRoutes(ReadModel model, Credentials credentials, Auditing auditing, InstantSource clock) {
    this.model = model;
    this.credentials = credentials;
    this.auditing = auditing;
    this.clock = clock;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.CALENDARS, this::calendars,
        Route.MINT_CALENDAR, this::mint,
        Route.REVOKE_CALENDAR, this::revoke);
  }

  private record CalendarItem(
      String id, @Nullable String schedule, @Nullable String person, String by, Instant createdAt) {
    private static CalendarItem of(Credential feed) {
      return new CalendarItem(
          feed.getId().substring(ID.length()),
          shown(feed, CalendarFeed.SCHEDULE),
          shown(feed, CalendarFeed.PERSON),
          madeBy(feed),
          feed.getCreatedAt());
    }
  }

  /**
   * @param path shown this once
   */
  private record NewCalendar(
      String id,
      @Nullable String schedule,
      @Nullable String person,
      String by,
      Instant createdAt,
      String path) {}

  private record CalendarBody(@Nullable String schedule, @Nullable String person) {}

  private static @Nullable String shown(Credential feed, String kind) {
    var shown = String.valueOf(feed.getCalendar());
    return shown.startsWith(kind) ? shown.substring(kind.length()) : null;
  }

  private static String madeBy(Credential feed) {
    return Optional.ofNullable(feed.getPerson()).orElse(feed.getWhy());
  }

  private void calendars(Call call) {
    call.allowQueries();
    Answers.json(
        call,
        Items.whole(
            credentials.all().stream()
                .filter(it -> it.getKind().equals(CalendarFeed.KIND) && isTheirs(call, it))
                .sorted(Comparator.comparing(Credential::getCreatedAt))
                .map(CalendarItem::of)
                .toList()));
  }

  private void mint(Call call) {
    call.allowQueries();
    var shown = shown(call.json(CalendarBody.class));
    var secret = Secrets.mint();
    var feed =
        Credential.newBuilder()
            .setId(ID + Secrets.mintKey().substring(0, 8))
            .setKind(CalendarFeed.KIND)
            .setHash(Secrets.hash(secret))
            .setRole(Role.VIEWER.text())
            .setPerson(call.principal().person())
            .setCalendar(shown)
            .setCreatedAt(clock.instant())
            .setWhy(call.principal().actor())
            .build();
    credentials.add(feed);
    auditing.note(call, "calendar.create", feed.getId(), "applied");
    var item = CalendarItem.of(feed);
    call.response().header(HeaderNames.LOCATION, "/api/v1/calendars/" + item.id());
    Answers.json(
        call,
        201,
        new NewCalendar(
            item.id(),
            item.schedule(),
            item.person(),
            item.by(),
            item.createdAt(),
            "/calendar/" + secret + ".ics"));
  }

  private String shown(CalendarBody body) {
    var roster = model.roster();
    if (body.schedule() != null && body.person() == null) {
      return CalendarFeed.SCHEDULE
          + known("schedule", body.schedule(), roster.schedules().keySet());
    }
    if (body.person() != null && body.schedule() == null) {
      return CalendarFeed.PERSON + known("person", body.person(), roster.people().keySet());
    }
    throw Refusal.badRequest("Expected a schedule or a person, and one of the two");
  }

  private static String known(String what, String id, Collection<String> known) {
    if (!known.contains(id)) {
      throw Refusal.badRequest(
          "%s: expected a %s of the roster, but got \"%s\"".formatted(what, what, id));
    }
    return id;
  }

  private void revoke(Call call) {
    call.allowQueries();
    var id = ID + call.path("id");
    var feed =
        credentials.all().stream()
            .filter(it -> it.getId().equals(id) && isTheirs(call, it))
            .findFirst()
            .orElseThrow(() ->
                Refusal.notFound(
                    "Expected the id of a calendar of yours, but there is no " + call.path("id")));
    credentials.remove(feed.getId());
    auditing.note(call, "calendar.revoke", feed.getId(), "applied");
    Answers.nothing(call);
  }

  private static boolean isTheirs(Call call, Credential feed) {
    var who = call.principal();
    return who.role().covers(Role.ADMIN) || feed.getWhy().equals(who.actor());
  }
}
