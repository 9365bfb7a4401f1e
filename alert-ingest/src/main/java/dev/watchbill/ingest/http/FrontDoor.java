package dev.watchbill.ingest.http;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.KeyedBody;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.auth.Allowance;
import dev.watchbill.ingest.auth.KeyUse;
import dev.watchbill.ingest.auth.KeyUses;
import dev.watchbill.ingest.auth.PresentedKey;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Lets requests in: the key first, then the body, so that a stranger's costs nothing. Keys and
 * query strings stay here.
 */
final class FrontDoor {
  static final String UNKNOWN = "unknown";
  private static final String ATTRIBUTE = "ce-";
  private static final int LONGEST_ATTRIBUTE = 8_000;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** Headers that hold no secret; any other may. */
  private static final Set<String> HARMLESS =
      Set.of(
          "accept",
          "content-encoding",
          "content-length",
          "content-type",
          "date",
          "host",
          "sentry-hook-resource",
          "traceparent",
          "transfer-encoding",
          "user-agent",
          "x-amz-sns-message-type",
          "x-forwarded-for",
          "x-request-id");

  private final Senders senders;
  private final Reception reception;
  private final IngestMetrics metrics;
  private final KeyUses uses;
  private final InstantSource clock;
  private final Duration patience;

  private final Room room = new Room(8 * RequestBody.LIMIT);

  /** Strangers' requests that are written down: enough to see a mistyped key, no more. */
  private final Allowance strangers = new Allowance(1, 10);

  /**
   * @param patience how long a body may take
   */
  FrontDoor(
      Senders senders,
      Reception reception,
      IngestMetrics metrics,
      KeyUses uses,
      InstantSource clock,
      Duration patience) {
    this.senders = senders;
    this.reception = reception;
    this.metrics = metrics;
    this.uses = uses;
    this.clock = clock;
    this.patience = patience;
  }

  /** Bodies of one format, answered in one dialect. */
  Handler bodies(SourceFormat format, Dialect dialect) {
    return bodies(format, dialect, body -> body);
  }

  /**
   * The same.
   *
   * @param cleaned what of a body may be kept
   */
  Handler bodies(SourceFormat format, Dialect dialect, UnaryOperator<byte[]> cleaned) {
    return (request, response) ->
        admitted(
            request,
            response,
            dialect,
            integration -> take(request, format, dialect, integration, cleaned));
  }

  /** What a body is to be read as. */
  sealed interface Choice {
    record Read(SourceFormat format) implements Choice {}

    /** It needn't be read. */
    record Refused(Refusal refusal) implements Choice {}
  }

  /** A body of a format that depends on whose it is. */
  void body(
      ServerRequest request,
      ServerResponse response,
      Dialect dialect,
      Function<IntegrationSettings, Choice> chosen) {
    admitted(
        request,
        response,
        dialect,
        integration ->
            switch (chosen.apply(integration)) {
              case Choice.Read(var format) ->
                  take(request, format, dialect, integration, body -> body);
              case Choice.Refused(var refusal) -> dialect.refused(refusal);
            });
  }

  /** Anything else that needs a key. */
  void admitted(
      ServerRequest request,
      ServerResponse response,
      Dialect dialect,
      Function<IntegrationSettings, Answer> then) {
    var start = clock.instant();
    var named = request.path().pathParameters().first("name").asOptional();
    var answer =
        switch (senders.admit(key(request), named, start)) {
          case Senders.Admission.Admitted admitted -> then.apply(letIn(request, admitted));
          case Senders.Admission.Refused refused -> turnAway(request, refused.refusal(), dialect);
        };
    metrics.answered(answer.status(), Duration.between(start, clock.instant()));
    answer.send(response);
  }

  /** Anything else that needs a key and has a body. */
  void admittedBody(
      ServerRequest request,
      ServerResponse response,
      Dialect dialect,
      BiFunction<IntegrationSettings, byte[], Answer> then) {
    admitted(
        request,
        response,
        dialect,
        from -> {
          try (var held = room.take(from.name(), RequestBody.largest(request))) {
            return switch (RequestBody.of(request, held, patience)) {
              case RequestBody.Bytes body -> then.apply(from, body.bytes());
              case RequestBody.Refused(var refusal) -> ended(refusal, dialect.refused(refusal));
            };
          }
        });
  }

  /** A sign of life; only what its path names counts. */
  void heartbeat(
      ServerRequest request,
      ServerResponse response,
      Dialect dialect,
      boolean asOpsgenie,
      BiFunction<IntegrationSettings, Arrival, Answer> then) {
    var start = clock.instant();
    var name = request.path().pathParameters().get("name");
    var answer =
        switch (senders.admitHeartbeat(key(request), name, asOpsgenie, start)) {
          case Senders.Admission.Admitted admitted ->
              then.apply(letIn(request, admitted), arrival(request));
          case Senders.Admission.Refused refused -> turnAway(request, refused.refusal(), dialect);
        };
    metrics.answered(answer.status(), Duration.between(start, clock.instant()));
    answer.send(response);
  }

  private Answer take(
      ServerRequest request,
      SourceFormat format,
      Dialect dialect,
      IntegrationSettings from,
      UnaryOperator<byte[]> cleaned) {
    var arrival = arrival(request);
    try (var held = room.take(from.name(), RequestBody.largest(request))) {
      return switch (RequestBody.of(request, held, patience)) {
        case RequestBody.Bytes body ->
            reception.take(cleaned.apply(body.bytes()), format, dialect, from, arrival);
        case RequestBody.Refused(var refusal) ->
            ended(refusal, reception.refuse(refusal, dialect, from.name(), arrival, NOTHING));
      };
    }
  }

  /** Bodies of a format that carries its key in itself; no key is kept with what is refused. */
  Handler bodiesWithKey(
      SourceFormat format, Dialect dialect, Function<byte[], Optional<KeyedBody>> keyIn) {
    return (request, response) -> {
      var start = clock.instant();
      Answer answer;
      try (var held = room.take(stranger(request), RequestBody.largest(request))) {
        answer =
            switch (RequestBody.of(request, held, patience)) {
              case RequestBody.Bytes body ->
                  take(request, body.bytes(), format, dialect, keyIn.apply(body.bytes()));
              case RequestBody.Refused(var refusal) ->
                  ended(refusal, turnAway(request, refusal, dialect));
            };
      }
      metrics.answered(answer.status(), Duration.between(start, clock.instant()));
      answer.send(response);
    };
  }

  private Answer take(
      ServerRequest request,
      byte[] body,
      SourceFormat format,
      Dialect dialect,
      Optional<KeyedBody> keyed) {
    if (keyed.isEmpty()
        && format.read(body, clock.instant()) instanceof Reading.Unreadable(var sentence)) {
      return turnAway(request, new Refusal(Refusal.Reason.UNREADABLE, sentence), dialect);
    }
    return switch (senders.admit(
        keyed.map(KeyedBody::key).flatMap(PresentedKey::key), Optional.empty(), clock.instant())) {
      case Senders.Admission.Admitted admitted ->
          reception.take(
              keyed.orElseThrow().rest().getBytes(StandardCharsets.UTF_8),
              format,
              dialect,
              letIn(request, admitted),
              arrival(request));
      case Senders.Admission.Refused refused -> turnAway(request, refused.refusal(), dialect);
    };
  }

  private IntegrationSettings letIn(ServerRequest request, Senders.Admission.Admitted admitted) {
    var from = admitted.integration();
    uses.note(new KeyUse(admitted.credential(), from.name(), clock.instant(), sender(request)));
    return from;
  }

  private Answer turnAway(ServerRequest request, Refusal refusal, Dialect dialect) {
    if (!refusal.reason().passes() && !strangers.take("", clock.instant())) {
      metrics.rejected(UNKNOWN, refusal.reason(), 1);
      return dialect.refused(refusal);
    }
    return reception.refuse(refusal, dialect, UNKNOWN, arrival(request), NOTHING);
  }

  private static Answer ended(Refusal refusal, Answer answer) {
    return refusal.reason() == Refusal.Reason.TOO_SLOW ? answer.thatEnds() : answer;
  }

  /** Before its key is read a sender is only an address; one must not take the others' room. */
  private static String stranger(ServerRequest request) {
    return UNKNOWN + " " + request.remotePeer().host();
  }

  private static Optional<PresentedKey> key(ServerRequest request) {
    return PresentedKey.of(
        request.headers().first(HeaderNames.AUTHORIZATION),
        request.query().first("key").asOptional());
  }

  private Arrival arrival(ServerRequest request) {
    return new Arrival(
        clock.instant(),
        PlainText.line(request.path().path(), 300),
        sender(request),
        harmless(request));
  }

  private static String sender(ServerRequest request) {
    var agent = request.headers().first(HeaderNames.USER_AGENT).orElse("");
    var remote = String.valueOf(request.remotePeer().host());
    return PlainText.line(remote + " " + agent, 300).strip();
  }

  private static Map<String, String> harmless(ServerRequest request) {
    return request.headers().stream()
        .filter(header -> isHarmless(header.name().toLowerCase(Locale.ROOT)))
        .collect(
            Collectors.toMap(
                header -> header.name().toLowerCase(Locale.ROOT),
                FrontDoor::value,
                (first, second) -> first));
  }

  /** CloudEvents puts what describes an event into headers of this prefix. */
  private static boolean isHarmless(String name) {
    return HARMLESS.contains(name) || name.startsWith(ATTRIBUTE);
  }

  /** Source and subject make an event's key: cut, two long ones would be one alert. */
  private static String value(Header header) {
    var isAttribute = header.name().toLowerCase(Locale.ROOT).startsWith(ATTRIBUTE);
    return PlainText.line(header.get(), isAttribute ? LONGEST_ATTRIBUTE : 300);
  }
}
