package dev.watchbill.launcher.pipeline;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console as people see it: a real browser on a running product. */
@Tag("slow")
class BrowserTest {
  private static final double PATIENCE_MILLIS = 60_000;
  private static final String ROSTER =
      """
      organization:
        name: Test
        timezone: UTC
        fallback: {policy: pages}
      people:
        ann: {name: Ann, timezone: UTC, notify: {high: [inbox], low: [inbox]}}
        ben: {name: Ben, timezone: Asia/Kolkata, notify: {high: [inbox], low: [inbox]}}
      teams:
        payments:
          timezone: UTC
          members: [ann, ben]
          schedules:
            primary:
              rotations: [{name: only, members: [ann], start: 2026-01-05T00:00, shift: 1w}]
      services:
        checkout: {team: payments, policy: pages}
        search: {team: payments, policy: pages}
        billing: {team: payments, policy: pages}
        payouts: {team: payments, policy: pages}
        refunds: {team: payments, policy: pages}
        ledger: {team: payments, policy: pages}
      policies:
        pages:
          critical:
            urgency: high
            steps: [{notify: ["schedule:primary"], patience: 10m}]
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
      """;

  private static final List<String> PAGES =
      List.of(
          "/",
          "/incidents?show=all",
          "/incidents/billing-1",
          "/silences",
          "/page",
          "/schedules",
          "/schedules/primary?span=month",
          "/schedules/ask?action=override&schedule=primary&who=ben&from=2030-01-01T00:00&to=2030-01-02T00:00",
          "/shifts?person=ann",
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

  @TempDir static Path folder;
  private static Installation watchbill;
  private static Browsing browsing;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<BrowserContext> opened = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    if (!Program.isInstalled(Browsing.CHROMIUM)) {
      System.out.println(
          "SKIPPED " + BrowserTest.class.getSimpleName() + ": no " + Browsing.CHROMIUM);
      assumeTrue(false, Browsing.CHROMIUM + " is not installed");
    }
    watchbill = Installation.start(folder, ROSTER, Map.of());
    browsing = Browsing.start();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  @AfterAll
  static void stop() {
    if (watchbill != null) {
      browsing.close();
      watchbill.close();
    }
  }

  @BeforeEach
  void forget() {
    complaints.clear();
  }

  @AfterEach
  void close() {
    opened.forEach(BrowserContext::close);
  }

  @Test
  void whatOnePersonAcknowledgesEverybodySeesAtOnce() throws Exception {
    var one = signedIn(new Browser.NewContextOptions());
    assertThat(one.locator("#incident-checkout-1")).hasCount(0);

    fire("checkout");
    var row = row(one, "checkout");
    assertThat(row.getByText("Ann", exactly())).isVisible();
    var other = signedIn(new Browser.NewContextOptions());
    assertThat(row(other, "checkout").getByText("open", exactly())).isVisible();

    button(row, "Acknowledge").click();

    assertThat(row(other, "checkout").getByText("acknowledged", exactly())).isVisible();
    assertThat(button(row(other, "checkout"), "Acknowledge")).hasCount(0);
    assertThat(row(one, "checkout").getByText("acknowledged", exactly())).isVisible();
    assertThat(complaints).isEmpty();
  }

  @Test
  void aSignInLinkWorksOnce() throws Exception {
    var link = watchbill.up().signInLink();
    var page = page(new Browser.NewContextOptions());
    enter(page, link);
    assertThat(page.getByRole(AriaRole.BUTTON, named("Sign out"))).isVisible();

    var thief = page(new Browser.NewContextOptions());
    thief.navigate(link.toString());

    assertThat(thief.getByRole(AriaRole.ALERT)).containsText("was used already");
    assertThat(thief.getByRole(AriaRole.BUTTON, named("Sign in"))).hasCount(0);
  }

  @Test
  void worksWithoutJavaScript() throws Exception {
    fire("search");
    var page = signedIn(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    page.getByRole(AriaRole.LINK, named("Incidents")).first().click();
    page.getByRole(AriaRole.LINK, named("ErrorsHigh of search")).click();

    button(page.locator("#facts"), "Acknowledge").click();

    assertThat(page.locator("main").getByText("acknowledged", exactly()).first()).isVisible();
    page.locator("#note").fill("the cache was cold");
    page.getByRole(AriaRole.BUTTON, named("Add the note")).click();
    assertThat(page.locator(".timeline")).containsText("the cache was cold");
  }

  @ParameterizedTest(name = "{0} wide, {1}")
  @CsvSource({"390, LIGHT", "390, DARK", "1440, LIGHT", "1440, DARK"})
  void fitsAndIsAccessible(int width, ColorScheme scheme) throws Exception {
    somethingToLookAt();
    var options =
        new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme);
    var door = page(options);
    for (var path : DOOR) {
      fits(door, path);
    }
    var page = signedInAs("ann", options);
    for (var path : PAGES) {
      fits(page, path);
    }
    var refused = "Failed to load resource";
    assertThat(complaints).allMatch(complaint -> complaint.startsWith(refused));
  }

  /** One incident that is open, and one that is over. */
  private static void somethingToLookAt() throws Exception {
    fire("billing");
    fire("ledger");
    await("/api/v1/incidents/billing-1");
    await("/api/v1/incidents/ledger-1");
    // 202: taken, and what becomes of it isn't known yet.
    assertThat(watchbill.act("ledger-1", "resolve", "{}").statusCode()).isIn(200, 202);
    await("/api/v1/incidents/ledger-1/review");
  }

  private static void await(String path) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> watchbill.send(watchbill.admin(path).GET()).statusCode() == 200);
  }

  private static void fits(Page page, String path) {
    page.navigate(watchbill.address() + path);
    assertThat(
            page.evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("%s fits", path)
        .isEqualTo(true);
    isAccessible(page, path);
  }

  @Test
  void isUsedWithTheKeyboardAlone() throws Exception {
    fire("refunds");
    var page = page(new Browser.NewContextOptions());
    page.navigate(watchbill.up().signInLink().toString());
    press(page, "Sign in");
    row(page, "refunds");

    page.keyboard().press("Tab");
    assertThat(focused(page)).isEqualTo("To the content");
    page.keyboard().press("Enter");
    press(page, "ErrorsHigh of refunds");
    assertThat(page.locator("h1")).containsText("ErrorsHigh of refunds");
    press(page, "Acknowledge");

    assertThat(page.locator("#facts").getByText("acknowledged", exactly()).first()).isVisible();
    assertThat(complaints).isEmpty();
  }

  /** Goes from one to the next until it is there, and presses it. */
  private static void press(Page page, String what) {
    for (var stop = 0; stop < 200 && !focused(page).equals(what); stop++) {
      page.keyboard().press("Tab");
    }
    assertThat(focused(page)).isEqualTo(what);
    page.keyboard().press("Enter");
  }

  /** What is read first; a button's incident stands behind it for whoever doesn't see the page. */
  private static String focused(Page page) {
    return String.valueOf(page.evaluate("document.activeElement.innerText.trim().split('\\n')[0]"));
  }

  private static void isAccessible(Page page, String path) {
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .as("%s is accessible", path)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
  }

  /** Somebody who sees it for the first time, and knows only what stands there. */
  @Test
  void aManagerFindsWhoIsOnCallCoversAShiftAndSeesWhatALeaveWouldMove() throws Exception {
    fire("payouts");
    var page = signedIn(new Browser.NewContextOptions());
    row(page, "payouts");
    page.getByRole(AriaRole.LINK, named("Schedules")).click();
    var tuesday =
        LocalDate.now(ZoneOffset.UTC).with(TemporalAdjusters.next(DayOfWeek.TUESDAY)) + "T03:00";
    page.locator("input[name=service]").fill("checkout");
    page.locator("input[name=at]").fill(tuesday);
    page.getByRole(AriaRole.BUTTON, named("Ask")).click();
    assertThat(page.locator(".answer")).containsText("Ann");
    assertThat(page.locator(".answer")).containsText("primary: ");

    page.getByRole(AriaRole.LINK, named("primary")).click();
    page.locator("select[name=who]").selectOption("ben");
    page.locator("input[name=from]").fill(tuesday);
    page.locator("input[name=to]").fill(tuesday.replace("T03", "T05"));
    page.getByRole(AriaRole.BUTTON, named("See what it moves")).click();
    assertThat(page.locator("main")).containsText("Ann → Ben");
    page.getByRole(AriaRole.BUTTON, named("Do it")).click();
    assertThat(page.getByRole(AriaRole.STATUS).filter(saying("ben is on call"))).isVisible();

    page.navigate(watchbill.address() + "/shifts?person=ann");
    page.locator("input[name=from]").fill(tuesday.replace("T03", "T10"));
    page.locator("input[name=to]").fill(tuesday.replace("T03", "T11"));
    page.getByRole(AriaRole.BUTTON, named("See what it moves")).click();
    assertThat(page.locator("main")).containsText("Ann → open");

    page.getByRole(AriaRole.LINK, named("Response")).click();
    assertThat(page.locator(".noisy")).containsText("ErrorsHigh");
    assertThat(complaints).isEmpty();
  }

  private static Locator.FilterOptions saying(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void fire(String service) throws Exception {
    var answer =
        watchbill.send(
            "/integrations/prometheus/alertmanager",
            Messages.alertmanager("firing", service, "ErrorsHigh"));
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  private static Locator row(Page page, String service) {
    var row = page.locator("#incident-" + service + "-1");
    assertThat(row).isVisible();
    return row;
  }

  private static Locator button(Locator within, String name) {
    return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private Page signedIn(Browser.NewContextOptions options) throws Exception {
    var page = page(options);
    enter(page, watchbill.up().signInLink());
    return page;
  }

  private Page signedInAs(String person, Browser.NewContextOptions options) throws Exception {
    var page = page(options);
    enter(page, watchbill.signInLink(person));
    return page;
  }

  private static void enter(Page page, URI link) {
    page.navigate(link.toString());
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
  }

  /** A browser of somebody's own; it complains about every script that fails. */
  private Page page(Browser.NewContextOptions options) {
    var context = browsing.browser().newContext(options);
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
}
