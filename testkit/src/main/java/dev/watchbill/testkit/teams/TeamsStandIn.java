package dev.watchbill.testkit.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's login, keys and connector on a free port: it keeps the messages that are posted, lets
 * them be changed, and judges each request as Teams would.
 */
public final class TeamsStandIn implements AutoCloseable {
  public static final String APP = "11111111-2222-3333-4444-555555555555";
  public static final String PASSWORD = "app-password-of-the-test";
  public static final String TENANT = "99999999-8888-7777-6666-555555555555";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final TeamsSigner signer = new TeamsSigner("microsofts-key");
  private final TeamsSigner ofOtherChannels = new TeamsSigner("key-without-endorsement");
  private final Set<String> valid = ConcurrentHashMap.newKeySet();
  private final TeamsConversations conversations = new TeamsConversations();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger keysRead = new AtomicInteger();
  private volatile @Nullable Refusal login;
  private volatile @Nullable Refusal connector;
  private volatile Duration loginTakes = Duration.ZERO;
  private volatile Duration openingTakes = Duration.ZERO;

  /**
   * A message in Teams.
   *
   * @param conversation where it is
   * @param versions what it said, oldest first
   */
  public record Message(String conversation, String id, List<JsonNode> versions) {
    public JsonNode latest() {
      return versions.getLast();
    }

    public JsonNode card() {
      return latest().at("/attachments/0/content");
    }
  }

  /** An answer that isn't 2xx. */
  private record Refusal(int status, String code, Map<String, String> headers, Duration delay) {}

  record Answer(int status, String body) {}

  @FunctionalInterface
  private interface Answering {
    Answer to(HttpExchange call, String body);
  }

  private TeamsStandIn(HttpServer server) {
    this.server = server;
  }

  public static TeamsStandIn start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var teams = new TeamsStandIn(server);
    server.createContext("/login", call -> teams.answer(call, teams::token));
    server.createContext("/openid", call -> teams.answer(call, (c, b) -> teams.metadata()));
    server.createContext("/keys", call -> teams.answer(call, (c, b) -> teams.keys()));
    server.createContext("/teams/v3/", call -> teams.answer(call, teams::connected));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return teams;
  }

  /** What connects Watchbill to it. */
  public Map<String, String> variables() {
    return Map.of(
        "WATCHBILL_TEAMS_APP_ID",
        APP,
        "WATCHBILL_TEAMS_APP_PASSWORD",
        PASSWORD,
        "WATCHBILL_TEAMS_TENANT",
        TENANT,
        "WATCHBILL_TEAMS_URL",
        serviceUrl(),
        "WATCHBILL_TEAMS_LOGIN_URL",
        base() + "/login",
        "WATCHBILL_TEAMS_OPENID_URL",
        base() + "/openid");
  }

  /** Where its conversations are kept. */
  public String serviceUrl() {
    return base() + "/teams/";
  }

  /** Signs what comes from Teams. */
  public TeamsSigner signer() {
    return signer;
  }

  /** Signs with a key that may not speak for Teams. */
  public TeamsSigner ofOtherChannels() {
    return ofOtherChannels;
  }

  /** The connector refuses from now on. */
  public void refuse(int status, String code, Map<String, String> headers) {
    connector = new Refusal(status, code, headers, Duration.ZERO);
  }

  /** The connector answers too late from now on. */
  public void hang(Duration delay) {
    connector = new Refusal(504, "", Map.of(), delay);
  }

  /** It does all it should, but the login, or opening a conversation, takes long from now on. */
  public void slow(Duration toLogIn, Duration toOpen) {
    loginTakes = toLogIn;
    openingTakes = toOpen;
  }

  /** The login refuses from now on. */
  public void refuseLogin(int status, String code) {
    login = new Refusal(status, code, Map.of(), Duration.ZERO);
  }

  /** All is well again. */
  public void recover() {
    connector = null;
    login = null;
  }

  /** Tokens there are let nobody in any more. */
  public void revokeTokens() {
    valid.clear();
  }

  /** As if somebody had deleted all messages and chats. */
  public void forgetMessages() {
    conversations.forget();
  }

  public int logins() {
    return logins.get();
  }

  public int keysRead() {
    return keysRead.get();
  }

  /** Oldest first. */
  public List<Message> messages() {
    return conversations.messages();
  }

  /** Methods and paths of the connector that were asked for, oldest first. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** A person wants to hear nothing of the bot any more. */
  public void block(String user) {
    conversations.block(chat(user));
  }

  public void unblock(String user) {
    conversations.unblock(chat(user));
  }

  /** What Teams would have refused. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The chat with a person. */
  public static String chat(String user) {
    return "a:chat-" + user;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange call, Answering answering) throws IOException {
    try (call) {
      var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var answer = answering.to(call, body);
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      call.getResponseHeaders().add("Content-Type", "application/json");
      call.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      call.getResponseBody().write(bytes);
    }
  }

  private Answer token(HttpExchange call, String body) {
    logins.incrementAndGet();
    pause(loginTakes);
    var refusal = login;
    var form = form(body);
    if (refusal != null) {
      return new Answer(refusal.status(), object("error", refusal.code()));
    }
    var right =
        APP.equals(form.get("client_id"))
            && PASSWORD.equals(form.get("client_secret"))
            && "client_credentials".equals(form.get("grant_type"))
            && "https://api.botframework.com/.default".equals(form.get("scope"));
    if (!right) {
      return new Answer(401, object("error", "invalid_client"));
    }
    var token = "token-" + tokens.incrementAndGet();
    valid.add(token);
    var answer = JSON.createObjectNode().put("token_type", "Bearer").put("expires_in", 3600);
    return new Answer(200, answer.put("access_token", token).toString());
  }

  private Answer metadata() {
    return new Answer(
        200,
        JSON.createObjectNode()
            .put("issuer", "https://api.botframework.com")
            .put("jwks_uri", base() + "/keys")
            .toString());
  }

  private Answer keys() {
    keysRead.incrementAndGet();
    var set = JSON.createObjectNode();
    set.putArray("keys")
        .add(signer.published("msteams", "webchat"))
        .add(ofOtherChannels.published("webchat"));
    return new Answer(200, set.toString());
  }

  private Answer connected(HttpExchange call, String body) {
    var path = call.getRequestURI().getRawPath().substring("/teams".length());
    requests.add(call.getRequestMethod() + " " + URLDecoder.decode(path, StandardCharsets.UTF_8));
    var refusal = connector;
    if (refusal != null) {
      pause(refusal.delay());
      refusal.headers().forEach((name, value) -> call.getResponseHeaders().add(name, value));
      return refused(refusal.status(), refusal.code());
    }
    if (path.equals("/v3/conversations")) {
      pause(openingTakes);
    }
    var token = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
    if (!token.startsWith("Bearer ") || !valid.contains(token.substring("Bearer ".length()))) {
      return refused(401, "Unauthorized");
    }
    var segments =
        List.of(path.split("/", -1)).stream()
            .skip(2)
            .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
            .toList();
    try {
      return conversations.answer(call.getRequestMethod(), segments, JSON.readTree(body));
    } catch (IOException | AssertionError e) {
      complaints.add(String.valueOf(e.getMessage()));
      return refused(400, "BadArgument");
    }
  }

  static Answer refused(int status, String code) {
    var answer = JSON.createObjectNode();
    answer.putObject("error").put("code", code).put("message", "about somebody");
    return new Answer(status, answer.toString());
  }

  static String object(String name, String value) {
    ObjectNode object = JSON.createObjectNode().put(name, value);
    return object.toString();
  }

  private static Map<String, String> form(String body) {
    var form = new HashMap<String, String>();
    for (var field : body.split("&", -1)) {
      var equals = field.indexOf('=');
      if (equals > 0) {
        form.put(
            field.substring(0, equals),
            URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private static void pause(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
