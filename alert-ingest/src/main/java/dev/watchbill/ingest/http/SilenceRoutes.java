package dev.watchbill.ingest.http;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.silence.SilenceBook;
import dev.watchbill.ingest.silence.SilenceFilter;
import dev.watchbill.ingest.silence.SilenceJson;
import dev.watchbill.ingest.silence.Silencing;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.silence.Silences;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Silences as amtool makes, lists and ends them at an Alertmanager. Whoever has a sender's key may:
 * it is what such a client is configured with. A silence made so covers that integration's alerts.
 */
final class SilenceRoutes {
  private final FrontDoor door;
  private final SilenceBook book;
  private final InstantSource clock;
  private final Dialect dialect = new Dialect.AlertmanagerApi();

  SilenceRoutes(FrontDoor door, SilenceBook book, InstantSource clock) {
    this.door = door;
    this.book = book;
    this.clock = clock;
  }

  void register(HttpRules rules) {
    Methods.at("/api/v2/silences", dialect)
        .get((request, response) ->
            door.admitted(request, response, dialect, from -> list(request, from)))
        .post((request, response) ->
            door.admittedBody(
                request, response, dialect, (from, body) -> post(request, from, body)))
        .register(rules);
    Methods.at("/api/v2/silence/{id}", dialect)
        .get((request, response) ->
            door.admitted(request, response, dialect, from -> one(request, from)))
        .delete((request, response) ->
            door.admitted(request, response, dialect, from -> end(request, from)))
        .register(rules);
  }

  private Answer list(ServerRequest request, IntegrationSettings from) {
    var now = clock.instant();
    var wanted = request.query().all("filter", List::of);
    var matchers = wanted.stream().flatMap(one -> SilenceFilter.matcher(one).stream()).toList();
    if (matchers.size() < wanted.size()) {
      return bad("filter: expected a matcher such as alertname=\"Up\", but got something else");
    }
    var filter = new SilenceFilter(matchers);
    var picked =
        book.all().stream()
            .filter(silence -> isFor(silence, from) && filter.picks(silence))
            .filter(silence -> asked(request, Silencing.state(silence, now)))
            .sorted(Comparator.comparing(Silence::getEndsAt).thenComparing(Silence::getId))
            .toList();
    return Answer.of(200, Answer.JSON, SilenceJson.write(picked, now));
  }

  private static boolean asked(ServerRequest request, String state) {
    return !request.query().first(state).orElse("true").equals("false");
  }

  private Answer one(ServerRequest request, IntegrationSettings from) {
    return book.find(id(request))
        .filter(silence -> isFor(silence, from))
        .map(silence -> Answer.of(200, Answer.JSON, SilenceJson.write(silence, clock.instant())))
        .orElseGet(SilenceRoutes::notThere);
  }

  private Answer post(ServerRequest request, IntegrationSettings from, byte[] body) {
    try {
      var read = SilenceJson.read(body);
      Silences.check(read);
      var posted = Silencing.withinIntegration(read, from.name());
      var there = book.find(posted.getId()).filter(silence -> isFor(silence, from));
      var newId = UUID.randomUUID().toString();
      return switch (Silencing.of(posted, there, newId, clock.instant())) {
        case Silencing.Refused(var sentence) -> bad(sentence);
        case Silencing.Unknown unknown -> notThere();
        case Silencing.Kept(var id, var silences) ->
            kept(
                book.keep(silences, entry(request, from, "silence.create", id)),
                Answer.of(200, Answer.JSON, SilenceJson.posted(id)));
      };
    } catch (SilenceJson.Unreadable e) {
      return bad(e.sentence());
    } catch (IllegalArgumentException e) {
      return bad(String.valueOf(e.getMessage()));
    }
  }

  private Answer end(ServerRequest request, IntegrationSettings from) {
    var now = clock.instant();
    var there = book.find(id(request)).filter(silence -> isFor(silence, from));
    if (there.isEmpty()) {
      return notThere();
    }
    var over = Answer.of(200, "", "");
    if (Silencing.state(there.get(), now).equals("expired")) {
      return over;
    }
    var ended = Silencing.ended(there.get(), who(from), now);
    return kept(
        book.keep(List.of(ended), entry(request, from, "silence.end", ended.getId())), over);
  }

  private Answer kept(Appended kept, Answer answer) {
    return switch (kept) {
      case Appended.Durable durable -> answer;
      case Appended.Unavailable unavailable ->
          dialect.refused(
              new Refusal(
                  Refusal.Reason.UNAVAILABLE,
                  "Expected the broker to acknowledge in time; send again"));
    };
  }

  /** Its own, and those that were made for everybody; but never another sender's. */
  private static boolean isFor(Silence silence, IntegrationSettings from) {
    return Silencing.integrationOf(silence).filter(name -> !name.equals(from.name())).isEmpty();
  }

  private AuditEntry entry(
      ServerRequest request, IntegrationSettings from, String action, String silence) {
    return AuditEntry.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setAt(clock.instant())
        .setWho(who(from))
        .setVia("alertmanager api")
        .setFrom(String.valueOf(request.remotePeer().host()))
        .setAction(action)
        .setObject(silence)
        .setOutcome("applied")
        .build();
  }

  private static String who(IntegrationSettings from) {
    return "integration:" + from.name();
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }

  private static Answer bad(String sentence) {
    return Answer.of(400, Answer.JSON, Dialect.json(PlainText.line(sentence, 1_000)));
  }

  private static Answer notThere() {
    return Answer.of(404, Answer.JSON, Dialect.json("Expected a silence that is there"));
  }
}
