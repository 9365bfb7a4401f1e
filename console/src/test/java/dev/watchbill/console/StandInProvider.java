package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** An OpenID provider that checks what it is asked, and signs what a test wants it to say. */
final class StandInProvider implements AutoCloseable {
  static final String CLIENT = "watchbill";
  static final String SECRET = "a secret: with ü";

  private final WebServer server;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final List<RSAKey> published = new CopyOnWriteArrayList<>();
  private RSAKey signing = key();

  /** What a test says of the person, and what it wants to be wrong. */
  volatile Consumer<JWTClaimsSet.Builder> claims = it -> {};

  volatile boolean unsigned;
  final AtomicInteger keysAsked = new AtomicInteger();

  StandInProvider() {
    published.add(signing);
    server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(0)
            .routing(rules ->
                rules
                    .get("/.well-known/openid-configuration", this::metadata)
                    .get("/keys", this::keys)
                    .post("/token", this::token))
            .build()
            .start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.port();
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on it signs with another key, which it publishes in place of the old. */
  void rotate() {
    signing = key();
    published.clear();
    published.add(signing);
  }

  /** From now on it signs with a key that isn't its own. */
  void forge() {
    signing = new RSAKey.Builder(key()).keyID(signing.getKeyID()).build();
  }

  private void metadata(ServerRequest request, ServerResponse response) {
    json(
        response,
        Map.of(
            "issuer", issuer(),
            "authorization_endpoint", issuer() + "/authorize",
            "token_endpoint", issuer() + "/token",
            "jwks_uri", issuer() + "/keys",
            "response_types_supported", List.of("code"),
            "subject_types_supported", List.of("public"),
            "id_token_signing_alg_values_supported", List.of("RS256"),
            "code_challenge_methods_supported", List.of("S256")));
  }

  private void keys(ServerRequest request, ServerResponse response) {
    keysAsked.incrementAndGet();
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(new JWKSet(List.copyOf(published)).toPublicJWKSet().toString());
  }

  /**
   * The person says yes: what the browser is sent back to.
   *
   * @param asked the address it came with
   */
  URI authorize(URI asked) {
    var query = parameters(asked.getRawQuery());
    assertThat(asked.toString()).startsWith(issuer() + "/authorize?");
    assertThat(query)
        .containsEntry("client_id", CLIENT)
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("state", "nonce", "code_challenge", "redirect_uri");
    assertThat(query.get("scope")).contains("openid");
    assertThat(query.get("state")).hasSizeGreaterThan(20);
    assertThat(query.get("nonce")).hasSizeGreaterThan(20).isNotEqualTo(query.get("state"));
    var code = UUID.randomUUID().toString();
    codes.put(code, query);
    return URI.create(
        "%s?code=%s&state=%s".formatted(query.get("redirect_uri"), code, query.get("state")));
  }

  private void token(ServerRequest request, ServerResponse response) throws Exception {
    var basic = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    var form = parameters(request.content().as(String.class));
    // A code is for one use, whatever comes of it.
    var asked = codes.remove(form.getOrDefault("code", ""));
    if (asked == null) {
      response.status(Status.BAD_REQUEST_400);
      json(response, Map.of("error", "invalid_grant"));
      return;
    }
    assertThat(decoded(basic)).isEqualTo(CLIENT + ":" + SECRET);
    assertThat(form)
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("redirect_uri", asked.get("redirect_uri"));
    assertThat(challenge(form.get("code_verifier"))).isEqualTo(asked.get("code_challenge"));
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    json(
        response,
        Map.of(
            "access_token",
            "not used",
            "token_type",
            "Bearer",
            "expires_in",
            60,
            "id_token",
            idToken(Objects.requireNonNull(asked.get("nonce")))));
  }

  private String idToken(String nonce) throws JOSEException {
    var now = Instant.now();
    var builder =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject("f81d4fae")
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("nonce", nonce)
            .claim("email_verified", true);
    claims.accept(builder);
    if (unsigned) {
      return new PlainJWT(builder.build()).serialize();
    }
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signing.getKeyID()).build(),
            builder.build());
    token.sign(new RSASSASigner(signing));
    return token.serialize();
  }

  /** As RFC 6749 2.3.1 says: each part form-encoded, then Basic. */
  private static String decoded(String basic) {
    var both =
        new String(
            Base64.getDecoder().decode(basic.substring("Basic ".length())), StandardCharsets.UTF_8);
    return Arrays.stream(both.split(":", -1))
        .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
        .collect(Collectors.joining(":"));
  }

  private static String challenge(@org.jspecify.annotations.Nullable String verifier)
      throws NoSuchAlgorithmException {
    assertThat(verifier).hasSizeBetween(43, 128);
    var hash =
        MessageDigest.getInstance("SHA-256")
            .digest(Objects.requireNonNull(verifier).getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private static Map<String, String> parameters(String text) {
    return Arrays.stream(text.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static void json(ServerResponse response, Map<String, ?> body) {
    try {
      response.header(HeaderNames.CONTENT_TYPE, "application/json");
      response.send(new ObjectMapper().writeValueAsBytes(body));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
