package dev.watchbill.launcher.pipeline;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** The example shop of the demo on a running product, and browsers of several people. */
final class BrowsedConsole implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 60_000;

  private static final String BESIDE = "beside.yaml";

  /** The very roster that {@code ./watchbill demo} runs. */
  private static final Path SHOP = Path.of("..", "examples", "shop");

  private final Installation watchbill;
  private final Path roster;
  private final Browsing browsing;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<BrowserContext> opened = new CopyOnWriteArrayList<>();

  private BrowsedConsole(Installation watchbill, Path roster, Browsing browsing) {
    this.watchbill = watchbill;
    this.roster = roster;
    this.browsing = browsing;
  }

  /**
   * Starts both, or skips the test where no browser is installed.
   *
   * @param beside a further file of the roster; empty: none
   * @param variables what it refers to
   */
  static BrowsedConsole start(
      Path folder, String beside, Map<String, String> variables, Class<?> test) throws Exception {
    if (!Program.isInstalled(Browsing.CHROMIUM)) {
      System.out.println("SKIPPED " + test.getSimpleName() + ": no " + Browsing.CHROMIUM);
      assumeTrue(false, Browsing.CHROMIUM + " is not installed");
    }
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    var roster = roster(folder.resolve("roster"), beside);
    var all = new HashMap<>(variables);
    all.put("PROMETHEUS_KEY", Installation.KEY);
    var watchbill = Installation.start(folder, roster, all, Optional.empty(), Optional.empty());
    return new BrowsedConsole(watchbill, roster, Browsing.start());
  }

  private static Path roster(Path roster, String beside) throws IOException {
    if (beside.isEmpty()) {
      return SHOP;
    }
    Files.createDirectories(roster);
    try (var files = Files.list(SHOP)) {
      for (var file : files.toList()) {
        Files.copy(file, roster.resolve(file.getFileName()));
      }
    }
    Files.writeString(roster.resolve(BESIDE), beside);
    return roster;
  }

  /** Changes the further file of the roster, and waits until that is in force. */
  void rewrite(String beside) throws Exception {
    var before = version();
    Files.writeString(roster.resolve(BESIDE), beside);
    Awaitility.await().until(() -> !version().equals(before));
  }

  private String version() throws Exception {
    return watchbill.get("/api/v1/roster").path("version").asText();
  }

  /** The product itself. */
  Installation watchbill() {
    return watchbill;
  }

  /** What browsers wrote to their consoles as errors, since they were forgotten. */
  List<String> complaints() {
    return complaints;
  }

  /** Closes all browsers' windows, and forgets what they complained about. */
  void forget() {
    opened.forEach(BrowserContext::close);
    opened.clear();
    complaints.clear();
  }

  /** What Alertmanager says of one alert: {@code firing} or {@code resolved}. */
  void says(String status, String service, String alert) throws Exception {
    var message = Messages.alertmanager(status, service, alert);
    var answer = watchbill.send("/integrations/prometheus/alertmanager", message);
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  /** What the sender of some JSON is answered. */
  int sends(String integration, String key, String body) throws Exception {
    var address = URI.create(watchbill.address() + "/integrations/" + integration + "/json");
    return watchbill
        .send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body)))
        .statusCode();
  }

  void fire(String service) throws Exception {
    says("firing", service, "ErrorsHigh");
  }

  /** Asks the API for something, as an administrator. */
  HttpResponse<String> post(String path, String json) throws Exception {
    var body = HttpRequest.BodyPublishers.ofString(json);
    return watchbill.send(
        watchbill.admin(path).header("Content-Type", "application/json").POST(body));
  }

  /** Waits until the API answers it. */
  void await(String path) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> watchbill.send(watchbill.admin(path).GET()).statusCode() == 200);
  }

  /** Waits until an incident has a state. */
  void await(String incident, String status) {
    var _ = becomes(incident, Set.of(status));
  }

  /** Waits until an incident has one of these states, and says which. */
  String becomes(String incident, Set<String> statuses) {
    await("/api/v1/incidents/" + incident);
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> watchbill.get("/api/v1/incidents/" + incident).path("status").asText(),
            statuses::contains);
  }

  /** A page of the operator, who signed in with the link that the start prints. */
  Page signedIn() throws Exception {
    var page = page(new Browser.NewContextOptions());
    enter(page, watchbill.up().signInLink());
    return page;
  }

  Page signedInAs(String person) throws Exception {
    return signedInAs(person, new Browser.NewContextOptions());
  }

  Page signedInAs(String person, Browser.NewContextOptions options) throws Exception {
    var page = page(options);
    enter(page, watchbill.signInLink(person));
    return page;
  }

  static void enter(Page page, URI link) {
    page.navigate(link.toString());
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
  }

  /** Goes to one of the console's own addresses. */
  void go(Page page, String path) {
    page.navigate(watchbill.address() + path);
  }

  /** A browser of somebody's own; it complains about every script that fails. */
  Page page(Browser.NewContextOptions options) {
    var context = browsing.browser().newContext(options.setLocale("en-GB"));
    opened.add(context);
    var page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add(message.text());
      }
    });
    return page;
  }

  /** The row of a service's first incident, once it is there. */
  static Locator row(Page page, String service) {
    var row = page.locator("#incident-" + service + "-1");
    assertThat(row).isVisible();
    return row;
  }

  static Locator button(Locator within, String name) {
    return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  @Override
  public void close() {
    browsing.close();
    watchbill.close();
  }
}
