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
import dev.watchbill.console.readmodel.questions.Keys;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import io.helidon.http.HeaderNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Senders' keys. An integration may have several at a time, so that one can replace another without
 * a moment in which neither is good. The roster's own key is the roster's: it is shown, but neither
 * made nor taken back here.
 */
final class KeyRoutes {
  private static final String ROSTER = "roster";
  private static final int LONGEST_WHY = 300;

  private final ReadModel model;
  private final Credentials credentials;
  private final Auditing auditing;
  private final InstantSource clock;

  KeyRoutes(ReadModel model, Credentials credentials, Auditing auditing, InstantSource clock) {
    this.model = model;
    this.credentials = credentials;
    this.auditing = auditing;
    this.clock = clock;
  }

  Map<Route, Endpoint> endpoints() {
    return Map.of(
        Route.KEYS, this::keys, Route.MINT_KEY, this::mint, Route.REVOKE_KEY, this::revoke);
  }

  /**
   * @param lastUsedAt when a sender showed it last, to the minute; null: never
   * @param lastUsedBy its address and user agent
   */
  private record KeyItem(
      String id,
      String integration,
      boolean fromRoster,
      Instant createdAt,
      @Nullable Instant expiresAt,
      String why,
      @Nullable Instant lastUsedAt,
      @Nullable String lastUsedBy) {
    private static KeyItem of(Credential key, Keys.@Nullable Use use) {
      return new KeyItem(
          name(key),
          String.valueOf(key.getIntegration()),
          isFromRoster(key),
          key.getCreatedAt(),
          key.getExpiresAt(),
          key.getWhy(),
          use == null ? null : use.at(),
          use == null ? null : use.by());
    }
  }

  /**
   * @param key shown this once
   */
  private record NewKey(
      String id,
      String integration,
      boolean fromRoster,
      Instant createdAt,
      @Nullable Instant expiresAt,
      String why,
      String key) {}

  private record KeyBody(
      @Nullable String why, @Nullable String expiresAt, @Nullable String othersExpireAt) {}

  private void keys(Call call) {
    call.allowQueries();
    var uses = model.keys().uses();
    var keys = keysOf(known(call)).stream();
    Answers.json(
        call, Items.whole(keys.map(key -> KeyItem.of(key, uses.get(key.getId()))).toList()));
  }

  private void mint(Call call) {
    call.allowQueries();
    var integration = known(call);
    var body = call.json(KeyBody.class, new KeyBody(null, null, null));
    var now = clock.instant();
    var roster = model.roster();
    var expiresAt = Parameters.later("expiresAt", body.expiresAt(), now, roster);
    var othersExpireAt = Parameters.later("othersExpireAt", body.othersExpireAt(), now, roster);
    var others = keysOf(integration);
    var secret = Secrets.mintKey();
    var key =
        Credential.newBuilder()
            .setId("key:" + integration + "/" + Secrets.mintKey().substring(0, 8))
            .setKind("integration")
            .setHash(Secrets.hash(secret))
            .setRole("sender")
            .setIntegration(integration)
            .setCreatedAt(now)
            .setExpiresAt(expiresAt)
            .setWhy(why(body.why(), call.principal().actor()))
            .build();
    credentials.add(key);
    auditing.note(call, "key.create", key.getId(), "applied");
    if (othersExpireAt != null) {
      others.forEach(other -> retire(call, other, othersExpireAt));
    }
    var id = name(key);
    call.response()
        .header(HeaderNames.LOCATION, "/api/v1/integrations/%s/keys/%s".formatted(integration, id));
    Answers.json(
        call, 201, new NewKey(id, integration, false, now, expiresAt, key.getWhy(), secret));
  }

  /** A key that ends sooner anyway keeps its end. */
  private void retire(Call call, Credential key, Instant at) {
    var end = key.getExpiresAt();
    if (isFromRoster(key) || (end != null && !end.isAfter(at))) {
      return;
    }
    credentials.add(Credential.newBuilder(key).setExpiresAt(at).build());
    auditing.note(call, "key.expire", key.getId(), "applied");
  }

  private void revoke(Call call) {
    call.allowQueries();
    var integration = known(call);
    var id = call.path("id");
    var key =
        keysOf(integration).stream()
            .filter(one -> name(one).equals(id))
            .findFirst()
            .orElseThrow(() ->
                Refusal.notFound(
                    "Expected the id of a key of %s, but there is no %s"
                        .formatted(integration, id)));
    if (isFromRoster(key)) {
      throw Refusal.conflict(
          "Expected a key that was made here, but this one stands in the roster; take it out there",
          Map.of());
    }
    credentials.remove(key.getId());
    auditing.note(call, "key.revoke", key.getId(), "applied");
    Answers.nothing(call);
  }

  /** An integration of the roster; or one that has left it, as long as it has keys. */
  private String known(Call call) {
    var name = call.path("name");
    var there = model.roster().integrations();
    if (!there.containsKey(name) && keysOf(name).isEmpty()) {
      throw Refusal.notFound(
          "Expected one of the roster's integrations %s, but got \"%s\""
              .formatted(there.keySet().stream().sorted().toList(), name));
    }
    return name;
  }

  private List<Credential> keysOf(String integration) {
    return credentials.all().stream()
        .filter(key -> key.getKind().equals("integration") && integration(key).equals(integration))
        .sorted(Comparator.comparing(Credential::getCreatedAt))
        .toList();
  }

  private static String integration(Credential key) {
    return Optional.ofNullable(key.getIntegration()).orElse("");
  }

  private static boolean isFromRoster(Credential key) {
    return !key.getId().startsWith("key:");
  }

  private static String name(Credential key) {
    return isFromRoster(key) ? ROSTER : key.getId().substring(key.getId().indexOf('/') + 1);
  }

  private static String why(@Nullable String why, String actor) {
    if (why != null && why.length() > LONGEST_WHY) {
      throw Refusal.badRequest(
          "why: expected at most %d characters, but got %d".formatted(LONGEST_WHY, why.length()));
    }
    return why == null || why.isBlank() ? "made by " + actor : why + " (by " + actor + ")";
  }
}
