package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.http.Route;
import dev.watchbill.schemas.roster.Role;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {
  @TempDir static Path folder;

  private RunningConsole console = unset();

  @SuppressWarnings("NullAway") // Set before all tests.
  private static RunningConsole unset() {
    return null;
  }

  @BeforeAll
  void start() {
    console = new RunningConsole(folder);
    new Shop(console).incident("checkout-1");
  }

  @AfterAll
  void stop() {
    console.close();
  }

  @Test
  void registersExactlyTheRowsOfTheTable() {
    var registered = new ArrayList<String>();
    console.console.route(recording(registered));
    assertThat(registered)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Arrays.stream(Route.values())
                        .flatMap(route ->
                            route.methods().stream()
                                .map(method -> method.text() + " " + route.path())),
                    Stream.of("any /api/v1/*"))
                .toList());
  }

  /** Whatever way a route is registered, it is seen here. */
  private static HttpRules recording(List<String> registered) {
    return (HttpRules)
        Proxy.newProxyInstance(
            RoutesTest.class.getClassLoader(),
            new Class<?>[] {HttpRules.class},
            (proxy, method, arguments) -> {
              registered.add(
                  method.getName().equals("route")
                      ? ((Method) arguments[0]).text() + " " + arguments[1]
                      : method.getName() + " " + arguments[0]);
              return proxy;
            });
  }

  static Stream<Arguments> routesAndRoles() {
    // The live stream never ends, so that asking for it never would.
    return routes()
        .filter(route -> route != Route.LIVE)
        .flatMap(route -> Arrays.stream(Role.values()).map(role -> Arguments.of(route, role)));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("routesAndRoles")
  void letsARoleInWhereTheTableSaysSo(Route route, Role role) {
    var token = console.token(role.text(), null);
    var answer = ask(route, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    var letIn = route.least().map(role::covers).orElse(true);
    if (route == Route.LOG_IN) {
      assertThat(answer.status()).isEqualTo(401);
    } else if (letIn) {
      assertThat(answer.status()).isNotIn(401, 403, 500);
    } else {
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void letsNobodyInWithoutACredential(Route route) {
    var answer = ask(route);
    if (route == Route.LOG_IN) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("Set-Cookie")).isEmpty();
    } else if (route.least().isEmpty()) {
      assertThat(answer.status()).isIn(200, 404, 410);
    } else if (route.isPage() && route.method().text().equals("GET")) {
      assertThat(answer.status()).isEqualTo(303);
      assertThat(answer.header("Location")).isEqualTo("/sign-in");
    } else {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  static Stream<Route> routes() {
    return Arrays.stream(Route.values());
  }

  private RunningConsole.Answer ask(Route route, String... headers) {
    // What is refused too often within a minute is refused as that.
    console.clock.advance(Duration.ofMinutes(1));
    var body = route.method().text().equals("POST") && !route.isPage() ? "{}" : null;
    return console.ask(route.method().text(), path(route), body, headers);
  }

  private static String path(Route route) {
    return route
        .path()
        .replace("{id}", "no-such-incident-1")
        .replace("{action}", "acknowledge")
        .replace("{secret}", "nothing")
        .replace("{person}", "nobody")
        .replace("{file}", "nothing.ics")
        .replace("{name}", "nothing");
  }

  @Test
  @SuppressWarnings("unchecked")
  void isWhatTheOpenApiDocumentSays() {
    var text = console.get("/openapi.yaml", console.token("viewer", null)).text();
    var document =
        (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    var paths = (Map<String, Map<String, Object>>) document.get("paths");
    var documented = new TreeSet<String>();
    Objects.requireNonNull(paths)
        .forEach((path, item) ->
            item.keySet().stream()
                .filter(key -> !key.equals("parameters"))
                .forEach(method -> documented.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    assertThat(documented)
        .containsExactlyElementsOf(
            Arrays.stream(Route.values())
                .filter(Route::isApi)
                .map(route -> route.method().text() + " " + route.path())
                .sorted()
                .toList());
  }

  @Test
  void saysWhichMethodsAnAddressTakes() {
    var answer = console.ask("PUT", "/api/v1/incidents/checkout-1/note", "{}");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo("POST");
    assertThat(console.ask("PUT", "/api/v1/incidents", "{}").header("Allow"))
        .isEqualTo("GET, HEAD");
  }

  static Stream<Route> routesThatTakeHead() {
    return routes().filter(route -> route.methods().contains(Method.HEAD));
  }

  @ParameterizedTest
  @MethodSource("routesThatTakeHead")
  void answersHeadAsGetWithoutTheBody(Route route) throws IOException {
    var token = "Bearer " + console.token("admin", null);
    var get = console.ask("GET", path(route), null, "Authorization", token);

    var heads = headTwice(path(route), "Authorization: " + token);

    assertThat(heads).allMatch(head -> head.startsWith("HTTP/1.1 " + get.status() + " "));
    assertThat(heads).allMatch(head -> head.contains("Content-Length: "));
  }

  @Test
  void refusesHeadWithoutABodyToo() throws IOException {
    for (var path : List.of("/api/v1/nothing", "/api/v1/incidents", "/api/v1/pages")) {
      assertThat(headTwice(path, "Accept: */*")).allMatch(head -> head.startsWith("HTTP/1.1 40"));
    }
  }

  /** Two on one connection: a body of the first would be taken for the second. */
  private List<String> headTwice(String path, String header) throws IOException {
    var address = URI.create(console.origin());
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      var request = "HEAD %s HTTP/1.1\r\nHost: console\r\n%s\r\n\r\n".formatted(path, header);
      var heads = new ArrayList<String>();
      for (var turn = 0; turn < 2; turn++) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        heads.add(untilAnEmptyLine(socket.getInputStream()));
      }
      return heads;
    }
  }

  private static String untilAnEmptyLine(InputStream stream) throws IOException {
    var head = new StringBuilder();
    for (var next = stream.read(); next >= 0; next = stream.read()) {
      head.append((char) next);
      if (head.toString().endsWith("\r\n\r\n")) {
        return head.toString();
      }
    }
    return head.toString();
  }

  @Test
  void saysThatAnAddressIsNotOneOfTheApi() {
    var answer = console.ask("GET", "/api/v1/nothing", null);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }
}
