package dev.watchbill.launcher.pipeline;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.watchbill.console.http.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds for each page of the console, in a real browser on a running product. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserPages {
  protected static final String DEPLOYS_KEY = "another-key-of-the-test";

  /** A second team, whose incidents are those of the tests; nothing of the shop is changed. */
  protected static final String BESIDE =
      """
      people:
        ann: {name: Ann, timezone: UTC, notify: {high: [inbox], low: [inbox]}}
        ben: {name: Ben, timezone: Asia/Kolkata, notify: {high: [inbox], low: [inbox]}}
      teams:
        workshop:
          timezone: UTC
          members: [ann, ben]
          schedules:
            workshop:
              rotations: [{name: only, members: [ann], start: 2026-01-05T00:00, shift: 1w}]
      services:
        orders: {team: workshop, policy: patient}
        quotes: {team: workshop, policy: patient}
        billing: {team: workshop, policy: patient}
        refunds: {team: workshop, policy: patient}
        ledger: {team: workshop, policy: patient}
        fraud: {team: workshop, policy: patient}
        stock: {team: workshop, policy: patient}
        parcels: {team: workshop, policy: patient}
        racks: {team: workshop, policy: patient}
      integrations:
        deploys:
          type: json
          key: "${env:DEPLOYS_KEY}"
          mapping: {key: body.pipe, status: body.state, title: body.name, service: "'parcels'", severity: "'critical'"}
      policies:
        patient:
          critical:
            urgency: high
            steps: [{notify: ["schedule:workshop"], patience: 30m}]
      """;

  private static final List<String> PAGES =
      List.of(
          "/",
          "/?team=payments",
          "/incidents?show=all",
          "/incidents?show=all&text=nothing-like-it",
          "/incidents/billing-1",
          "/incidents/billing-1?person=ben",
          "/silences",
          "/page",
          "/schedules",
          "/schedules?service=checkout&at=2030-01-01T03:00",
          "/schedules/storefront-primary?span=day",
          "/schedules/payments-primary?span=month",
          "/schedules/ask?action=override&schedule=payments-primary&who=bo&from=2030-01-01T00:00&to=2030-01-02T00:00",
          "/schedules/ask?action=swap&schedule=workshop&who=ben&insteadOf=ann&from=2030-01-01T00:00&to=2030-01-02T00:00",
          "/schedules/ask?action=absence&who=asha&from=2030-01-01T00:00&to=2030-01-02T00:00",
          "/shifts?person=asha",
          "/response",
          "/incidents/ledger-1/review",
          "/configuration",
          "/rejected",
          "/me",
          "/access",
          "/inbox",
          "/incidents/nothing-1");

  /** For whoever isn't signed in, and what they are told. */
  private static final List<String> DOOR =
      List.of("/sign-in", "/sign-in/used", "/invitations/used");

  /** What isn't looked at, but loaded or gone through. */
  private static final Set<Route> NO_PAGES =
      Set.of(Route.ASSET, Route.LIVE, Route.CALENDAR, Route.OIDC_BEGIN, Route.OIDC_END);

  private static final int MOST_STOPS = 500;
  private static final int AT_ONCE = 10;

  private final List<String> pages = new ArrayList<>(PAGES);
  protected BrowsedConsole console = unset();

  @SuppressWarnings("NullAway") // Set before all tests.
  private static BrowsedConsole unset() {
    return null;
  }

  /** One incident that is open, one that is over, a silence, and something that was refused. */
  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    console = BrowsedConsole.start(folder, BESIDE, Map.of("DEPLOYS_KEY", DEPLOYS_KEY), getClass());
    console.fire("billing");
    console.fire("ledger");
    console.await("ledger-1", "open");
    var watchbill = console.watchbill();
    // 202: taken, and what becomes of it isn't known yet.
    assertThat(watchbill.act("ledger-1", "resolve", "{}").statusCode()).isIn(200, 202);
    var silence =
        """
        {"service": "stock", "matchers": [{"name": "env", "value": "staging"}],
         "endsAt": "%s", "comment": "a deploy"}
        """
            .formatted(Instant.now().plus(Duration.ofHours(2)));
    assertThat(console.post("/api/v1/silences", silence).statusCode()).isIn(200, 201, 202);
    assertThat(watchbill.send("/integrations/prometheus/alertmanager", "{broken").statusCode())
        .isEqualTo(400);
    pages.add("/rejected/" + refused());
    console.await("ledger-1", "resolved");
    console.await("/api/v1/incidents/ledger-1/review");
    console.await("billing-1", "open");
  }

  private String refused() {
    return org.awaitility.Awaitility.await()
        .until(
            () -> console.watchbill().get("/api/v1/rejected").at("/items/0/id").asText(),
            id -> !id.isEmpty());
  }

  @AfterEach
  void forget() {
    console.forget();
  }

  @AfterAll
  @SuppressWarnings("NullAway") // Not set where there is no browser.
  void stop() {
    if (console != null) {
      console.close();
    }
  }

  @Test
  void looksAtEachPageThereIs() {
    var looked = new ArrayList<>(DOOR);
    pages.forEach(page -> looked.add(page.replaceFirst("\\?.*", "")));
    assertThat(Arrays.stream(Route.values()))
        .filteredOn(it -> it.isPage() && it.method().text().equals("GET") && !NO_PAGES.contains(it))
        .allSatisfy(route ->
            assertThat(looked)
                .as("%s", route)
                .anyMatch(page -> page.matches(route.path().replaceAll("\\{\\w+}", "[^/]+"))));
  }

  /**
   * On a phone in the dark, then wide and light, where only what depends on that is judged again.
   */
  @Test
  void fitsAndIsAccessible() throws Exception {
    var phone = new Browser.NewContextOptions().setViewportSize(390, 900);
    var door = console.page(phone.setColorScheme(ColorScheme.DARK));
    DOOR.forEach(path -> fits(door, path));
    var page = console.signedInAs("gita", phone);
    pages.forEach(path -> fits(page, path));
    var refused = "Failed to load resource";
    assertThat(console.complaints()).allMatch(complaint -> complaint.startsWith(refused));
  }

  private void fits(Page page, String path) {
    page.setViewportSize(390, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    console.go(page, path);
    judge(page, path, new AxeBuilder(page));
    page.setViewportSize(1440, 900);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    judge(page, path, new AxeBuilder(page).withRules(List.of("color-contrast")));
  }

  private static void judge(Page page, String path, AxeBuilder axe) {
    assertThat(
            page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("%s fits", path)
        .isEqualTo(true);
    // There are no frames of others, which is what another mode would be for.
    assertThat(axe.setLegacyMode(true).analyze().getViolations())
        .as("%s is accessible", path)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
  }

  /** Whatever can be pressed, chosen or filled in is reached by going on, and seen to be. */
  @Test
  void isReachedWithTheKeyboardAlone() throws Exception {
    var door = console.page(new Browser.NewContextOptions());
    DOOR.forEach(path -> isReached(door, path));
    var page = console.signedInAs("gita");
    // What is counted here stays where it is.
    page.route("**/live*", com.microsoft.playwright.Route::abort);
    pages.forEach(path -> isReached(page, path));
  }

  private void isReached(Page page, String path) {
    console.go(page, path);
    page.evaluate(NOTE_STOPS);
    for (var stops = 0; stops < MOST_STOPS && (boolean) page.evaluate(GOES_ON); stops += AT_ONCE) {
      IntStream.range(0, AT_ONCE).forEach(_ -> page.keyboard().press("Tab"));
    }
    assertThat((List<?>) page.evaluate(NOT_REACHED)).as("not reached on %s", path).isEmpty();
    assertThat((List<?>) page.evaluate(NOT_SEEN)).as("not seen on %s", path).isEmpty();
  }

  private static final String NOTE_STOPS =
      """
      () => {
        window.stops = [];
        document.addEventListener("focusin", (event) => {
          stops.push(event.target);
          event.target.dataset.reached = getComputedStyle(event.target).outlineStyle === "none" ? "unseen" : "seen";
        });
      }
      """;

  /** Until it begins anew. */
  private static final String GOES_ON = "() => stops.indexOf(stops[0], 1) < 1";

  private static final String NOT_REACHED =
      """
      () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter(it => it.type !== "hidden" && !it.disabled && it.checkVisibility() && !it.dataset.reached)
        .map(it => it.outerHTML.slice(0, 200))
      """;

  private static final String NOT_SEEN =
      """
      () => [...document.querySelectorAll("[data-reached=unseen]")].map(it => it.outerHTML.slice(0, 200))
      """;

  @Test
  void isReadWithoutJavaScript() throws Exception {
    var options = new Browser.NewContextOptions().setJavaScriptEnabled(false);
    var page = console.signedInAs("gita", options);
    for (var path : pages) {
      console.go(page, path);
      assertThat(page.locator("main h1")).isVisible();
      assertThat(page.locator("main").innerText()).as("%s", path).hasSizeGreaterThan(40);
    }
  }
}
