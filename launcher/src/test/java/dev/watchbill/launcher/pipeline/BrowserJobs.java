package dev.watchbill.launcher.pipeline;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.watchbill.launcher.pipeline.BrowsedConsole.button;
import static dev.watchbill.launcher.pipeline.BrowsedConsole.exactly;
import static dev.watchbill.launcher.pipeline.BrowsedConsole.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the quieter pages are there for, done with them on a running product. */
abstract class BrowserJobs extends BrowserPages {
  /** What is silenced pages nobody until the silence is ended. */
  @Test
  void silencesAService() throws Exception {
    var page = console.signedInAs("ann");
    console.go(page, "/silences");
    page.locator("select[name=service]").selectOption("racks");
    page.locator("#matcher").fill("severity=critical");
    page.locator("input[name=comment]").fill("moving the racks");
    page.getByRole(AriaRole.BUTTON, named("Silence")).click();
    var silence = item(page, "moving the racks");
    assertThat(silence.getByText("in force", exactly())).isVisible();

    var suppressed = firesUntilSuppressed();
    assertThat(inboxed()).doesNotContain(suppressed);

    console.go(page, "/silences");
    button(silence, "End it").click();

    assertThat(silence.getByText("over", exactly())).isVisible();
    assertThat(silence).containsText("ended by Ann");
    // That it is paged then, within a minute, RealSendersTest waits for.
    assertThat(console.complaints()).isEmpty();
  }

  /** The processor reads silences by a way of its own, and may be a moment behind the console. */
  private String firesUntilSuppressed() throws Exception {
    for (var turn = 1; turn <= 5; turn++) {
      var incident = "racks-" + turn;
      console.says("firing", "racks", "ErrorsHigh" + turn);
      if (console.becomes(incident, Set.of("open", "suppressed")).equals("suppressed")) {
        return incident;
      }
    }
    return fail("The processor doesn't know a silence that the console has shown for long.");
  }

  /** Which incidents stand in somebody's inbox. */
  private Set<String> inboxed() throws Exception {
    return console
        .watchbill()
        .get("/api/v1/inbox?limit=200")
        .path("items")
        .valueStream()
        .map(item -> item.path("incident").asText())
        .collect(Collectors.toSet());
  }

  /** But for what another test's silence held back until it ended. */
  private List<String> newlyInboxed(Set<String> before) throws Exception {
    return inboxed().stream()
        .filter(incident -> !before.contains(incident) && !incident.startsWith("racks-"))
        .toList();
  }

  @Test
  void reviewsAnIncident() throws Exception {
    var page = console.signedInAs("ann");
    console.go(page, "/incidents/ledger-1");
    page.getByRole(AriaRole.LINK, named("review")).click();

    page.locator("#note").fill("The disk was full of old backups");
    page.getByRole(AriaRole.BUTTON, named("Add the note")).click();
    assertThat(item(page, "The disk was full of old backups")).containsText("Ann");

    page.locator("input[name=text]").fill("Delete backups after a month");
    page.locator("select[name=owner]").selectOption(new SelectOption().setLabel("Ben"));
    page.locator("input[name=due]").fill("2030-02-01");
    page.locator("input[name=ticket]").fill("https://tickets.example.com/OPS-7");
    page.getByRole(AriaRole.BUTTON, named("Add the action")).click();
    var action = item(page, "Delete backups after a month");
    assertThat(action.getByText("to do", exactly())).isVisible();
    assertThat(action).containsText("Ben, by 2030-02-01");
    assertThat(action.getByText("ticket", exactly()))
        .hasAttribute("href", "https://tickets.example.com/OPS-7");
    assertThat(followUps()).isEqualTo(1);

    button(action, "Done").click();

    assertThat(action.getByText("done", exactly())).isVisible();
    assertThat(action).containsText("done by Ann");
    assertThat(followUps()).isZero();
    assertThat(console.complaints()).isEmpty();
  }

  private int followUps() throws Exception {
    return console.watchbill().get("/api/v1/follow-ups").path("items").size();
  }

  /** Her own rules hold at once: the test comes by them. */
  @Test
  void setsOnesOwnRulesAndTriesThem() throws Exception {
    var page = console.signedInAs("ann");
    console.go(page, "/me");
    page.locator("select[name=high-by]").selectOption("own");
    page.locator("#high").fill("inbox 2s");
    page.getByRole(AriaRole.BUTTON, named("Keep")).click();
    assertThat(page.getByRole(AriaRole.STATUS).filter(saying("Kept"))).isVisible();
    assertThat(page.locator("select[name=high-by]")).hasValue("own");
    assertThat(page.locator("#high")).hasValue("inbox 2s");

    var before = inboxed();

    page.getByRole(AriaRole.BUTTON, named("Page me now")).click();

    page.waitForURL("**/incidents?notice=*");
    await().until(() -> newlyInboxed(before).size() == 1);
    var incident = newlyInboxed(before).getFirst();
    console.go(page, "/incidents/" + incident);
    assertThat(page.locator(".timeline")).containsText("Page to Ann by inbox delivered");
    button(page.locator("#facts"), "Resolve").first().click();
    assertThat(page.locator("#facts").getByText("resolved", exactly()).first()).isVisible();

    console.go(page, "/me");
    page.locator("select[name=high-by]").selectOption("roster");
    page.getByRole(AriaRole.BUTTON, named("Keep")).click();
    assertThat(page.locator("#high")).hasValue("inbox");
    assertThat(console.complaints()).isEmpty();
  }

  /** Whose browser it is sees the door without having done anything. */
  @Test
  void signsAnothersBrowserOut() throws Exception {
    var ben = console.signedInAs("ben");
    console.go(ben, "/inbox");
    assertThat(ben.locator("#live.on")).isVisible();
    var admin = console.signedInAs("gita");
    console.go(admin, "/access");
    var bens = admin.locator("#sessions-head").locator("xpath=../..").locator("li");
    var ended = bens.filter(saying("Ben")).first();

    button(ended, "End it").click();

    assertThat(admin.getByRole(AriaRole.STATUS).filter(saying("signed out"))).isVisible();
    ben.waitForURL("**/sign-in");
    console.go(ben, "/incidents");
    ben.waitForURL("**/sign-in");
    console.go(admin, "/configuration");
    assertThat(item(admin, "session.end").first()).containsText("Gita Sharma");
  }

  /** Refused, refused again, and taken in once its mapping was mended. */
  @Test
  void takesInWhatWasRefusedOnceItsMappingIsMended() throws Exception {
    var body =
        "{\"pipeline\": \"parcels/main\", \"name\": \"Deploy failed\", \"state\": \"firing\"}";
    assertThat(console.sends("deploys", DEPLOYS_KEY, body)).isEqualTo(400);
    await().until(() -> !rejected("deploys").isEmpty());
    var page = console.signedInAs("ann");
    console.go(page, "/configuration");
    page.getByRole(AriaRole.LINK, named("what was refused")).click();
    var refused = item(page, "deploys");
    button(refused, "Take it in").click();
    assertThat(refused.getByText("refused again", exactly())).isVisible();

    console.rewrite(BESIDE.replace("body.pipe,", "body.pipeline,"));
    // Intake reads the roster's topic, as the console does, and may be a moment behind it.
    await()
        .until(() -> {
          button(refused, "Take it in").click();
          page.waitForLoadState();
          return refused.innerText().contains("taken in");
        });

    assertThat(refused).containsText("by Ann");
    assertThat(button(refused, "Take it in")).hasCount(0);
    console.go(page, "/incidents?show=all");
    assertThat(page.getByRole(AriaRole.LINK, named("Deploy failed"))).isVisible();
    assertThat(console.complaints()).isEmpty();
  }

  private JsonNode rejected(String integration) throws Exception {
    return console.watchbill().get("/api/v1/rejected?integration=" + integration).path("items");
  }

  /** The way of a test stands on its incident's page, from intake to what became of the page. */
  @Test
  void triesAnIntegration() throws Exception {
    var page = console.signedInAs("gita");
    console.go(page, "/configuration");
    var prometheus =
        page.locator("li").filter(saying("alertmanager")).filter(saying("prometheus")).first();

    button(prometheus, "Test it").click();

    page.waitForURL("**/incidents/*");
    assertThat(page.getByRole(AriaRole.STATUS).filter(saying("it ends by itself"))).isVisible();
    assertThat(page.locator("h1")).containsText("TEST of prometheus");
    assertThat(page.locator(".timeline")).containsText("delivered");
    button(page.locator("#facts"), "Resolve").first().click();
    assertThat(page.locator("#facts").getByText("resolved", exactly()).first()).isVisible();
    assertThat(console.complaints()).isEmpty();
  }

  /** An entry of one of the page's lists. */
  private static Locator item(Page page, String text) {
    return page.locator("main li").filter(saying(text)).first();
  }

  protected static Locator.FilterOptions saying(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
