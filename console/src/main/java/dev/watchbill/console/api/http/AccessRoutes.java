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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who the caller is, and handing out and taking back tokens and sign-in links. */
final class AccessRoutes {
  private static final Duration LINK = Duration.ofHours(24);

  private final ReadModel model;
  private final Credentials credentials;
  private final Auditing auditing;
  private final InstantSource clock;

  AccessRoutes(ReadModel model, Credentials credentials, Auditing auditing, InstantSource clock) {
    this.model = model;
    this.credentials = credentials;
    this.auditing = auditing;
    this.clock = clock;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.ME, this::me,
        Route.TOKENS, this::tokens,
        Route.MINT_TOKEN, this::mintToken,
        Route.REVOKE_TOKEN, this::revokeToken,
        Route.MINT_LINK, this::mintLink);
  }

  private record Me(
      String actor,
      @Nullable String person,
      String name,
      String role,
      String via,
      @Nullable Instant expiresAt) {}

  private record TokenItem(
      String id,
      String name,
      String role,
      @Nullable String person,
      Instant createdAt,
      @Nullable Instant expiresAt,
      String why) {
    private static TokenItem of(Credential token) {
      return new TokenItem(
          token.getId(),
          token.getId().substring("token:".length()),
          token.getRole(),
          token.getPerson(),
          token.getCreatedAt(),
          token.getExpiresAt(),
          token.getWhy());
    }
  }

  /**
   * @param token shown this once
   */
  private record NewToken(
      String id,
      String name,
      String role,
      @Nullable String person,
      Instant createdAt,
      @Nullable Instant expiresAt,
      String token) {}

  private record TokenBody(
      @Nullable String name,
      @Nullable String role,
      @Nullable String person,
      @Nullable String expiresAt) {}

  private record LinkBody(@Nullable String person) {}

  /**
   * @param link path on this server; works once
   */
  private record NewLink(String link, @Nullable String person, Instant expiresAt) {}

  private void me(Call call) {
    call.allowQueries();
    var who = call.principal();
    var person = who.person();
    Answers.json(
        call,
        new Me(
            who.actor(),
            person,
            person == null ? who.actor() : model.roster().nameOf(person),
            who.role().text(),
            who.kind().name().toLowerCase(java.util.Locale.ROOT),
            who.expiresAt()));
  }

  private void tokens(Call call) {
    call.allowQueries();
    Answers.json(
        call,
        Items.whole(
            model.keys().all().stream()
                .filter(one -> one.getKind().equals("token"))
                .map(TokenItem::of)
                .toList()));
  }

  private void mintToken(Call call) {
    call.allowQueries();
    var body = call.json(TokenBody.class);
    var name = name(body.name());
    var secret = Secrets.mint();
    var now = clock.instant();
    var token =
        Credential.newBuilder()
            .setId("token:" + name)
            .setKind("token")
            .setHash(Secrets.hash(secret))
            .setRole(role(body.role()).text())
            .setPerson(person(body.person()))
            .setCreatedAt(now)
            .setExpiresAt(Parameters.later("expiresAt", body.expiresAt(), now, model.roster()))
            .setWhy("made by " + call.principal().actor())
            .build();
    refuseTaken(token.getId(), name);
    credentials.add(token);
    auditing.note(call, "token.create", token.getId(), "applied");
    call.response().header(HeaderNames.LOCATION, "/api/v1/tokens/" + name);
    Answers.json(call, 201, shown(token, name, secret));
  }

  private static NewToken shown(Credential token, String name, String secret) {
    return new NewToken(
        token.getId(),
        name,
        token.getRole(),
        token.getPerson(),
        token.getCreatedAt(),
        token.getExpiresAt(),
        secret);
  }

  private void refuseTaken(String id, String name) {
    if (credentials.has(id)) {
      throw Refusal.conflict(
          "name: expected a new name, but there is a token \"%s\" already".formatted(name),
          Map.of());
    }
  }

  private static String name(@Nullable String name) {
    if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw Refusal.badRequest(
          "name: expected letters, digits, dots, dashes, but got \"%s\"".formatted(name));
    }
    return name;
  }

  private static Role role(@Nullable String role) {
    return Optional.ofNullable(role)
        .flatMap(Role::parse)
        .orElseThrow(() ->
            Refusal.badRequest(
                "role: expected one of %s, but got \"%s\""
                    .formatted(List.of(Role.values()).stream().map(Role::text).toList(), role)));
  }

  private @Nullable String person(@Nullable String person) {
    if (person != null && !model.roster().people().containsKey(person)) {
      throw Refusal.badRequest(
          "person: expected a person of the roster, but got \"%s\"".formatted(person));
    }
    return person;
  }

  private void revokeToken(Call call) {
    call.allowQueries();
    var id = "token:" + call.path("name");
    if (!credentials.has(id)) {
      throw Refusal.notFound("Expected a token's name, but there is no " + call.path("name"));
    }
    credentials.remove(id);
    auditing.note(call, "token.revoke", id, "applied");
    Answers.nothing(call);
  }

  private void mintLink(Call call) {
    call.allowQueries();
    var body = call.json(LinkBody.class);
    var person = person(body.person());
    if (person == null) {
      throw Refusal.badRequest("person: expected whom the link is for, but got nothing");
    }
    var secret = Secrets.mint();
    var now = clock.instant();
    credentials.add(
        Credential.newBuilder()
            .setId("link:" + Secrets.mint().substring(0, 16))
            .setKind("link")
            .setHash(Secrets.hash(secret))
            .setPerson(person)
            .setRole(Role.of(person, model.roster()).orElse(Role.VIEWER).text())
            .setCreatedAt(now)
            .setExpiresAt(now.plus(LINK))
            .setWhy("made by " + call.principal().actor())
            .build());
    auditing.note(call, "sign-in-link.create", person, "applied");
    Answers.json(call, 201, new NewLink("/sign-in/" + secret, person, now.plus(LINK)));
  }
}
