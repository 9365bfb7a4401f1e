package dev.watchbill.launcher.pipeline;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.watchbill.launcher.pipeline.BrowsedConsole.button;
import static dev.watchbill.launcher.pipeline.BrowsedConsole.enter;
import static dev.watchbill.launcher.pipeline.BrowsedConsole.exactly;
import static dev.watchbill.launcher.pipeline.BrowsedConsole.named;
import static dev.watchbill.launcher.pipeline.BrowsedConsole.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import dev.watchbill.testkit.Patience;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The console as people see it: a real browser on a running product. */
class BrowserTest extends BrowserJobs {
  @Test
  void whatOnePersonAcknowledgesTheOtherSeesAtOnce() throws Exception {
    var ann = console.signedInAs("ann");
    assertThat(ann.locator("#incident-orders-1")).hasCount(0);

    console.fire("orders");
    var row = row(ann, "orders");
    assertThat(row.getByText("Ann", exactly())).isVisible();
    var ben = console.signedInAs("ben");
    ben.addInitScript(COUNTS_WHAT_IS_HEARD);
    var asked = new CopyOnWriteArrayList<Request>();
    ben.onRequest(asked::add);
    ben.reload();
    assertThat(row(ben, "orders").getByText("open", exactly())).isVisible();
    assertThat(ben.locator("#live.on")).isVisible();
    assertThat(asked).filteredOn(Request::isNavigationRequest).hasSize(1);

    var pressed = System.nanoTime();
    button(row, "Acknowledge").click();

    assertThat(row(ben, "orders").getByText("acknowledged", exactly())).isVisible();
    var seen = Duration.ofNanos(System.nanoTime() - pressed);
    System.out.printf("MEASURED from one's press to what the other sees: %d ms%n", seen.toMillis());
    // Told by the stream: it didn't load itself anew, and asked only when it had heard something.
    assertThat(asked).filteredOn(Request::isNavigationRequest).hasSize(1);
    assertThat(asked)
        .filteredOn(it -> it.resourceType().equals("xhr"))
        .hasSizeBetween(1, (int) ben.evaluate("window.heard"));
    assertThat(seen).isLessThan(Patience.AT_ONCE);
    assertThat(button(row(ben, "orders"), "Acknowledge")).hasCount(0);
    assertThat(row(ann, "orders").getByText("acknowledged", exactly())).isVisible();
    assertThat(console.complaints()).isEmpty();
  }

  private static final String COUNTS_WHAT_IS_HEARD =
      """
      window.heard = 0;
      window.EventSource = class extends EventSource {
        constructor(...given) {
          super(...given);
          this.addEventListener("changed", () => window.heard++);
        }
      };
      """;

  /** Both press at the same moment: one has it, the other is told who. */
  @Test
  void twoWhoPressAtOnceAgreeOnWhoHasIt() throws Exception {
    console.fire("quotes");
    var ann = console.signedInAs("ann");
    var ben = console.signedInAs("ben");
    var anns = button(row(ann, "quotes"), "Acknowledge");
    var bens = button(row(ben, "quotes"), "Acknowledge");
    anns.waitFor();
    bens.waitFor();
    // Neither has heard of the other's press, which would take the button away.
    for (var page : List.of(ann, ben)) {
      page.route("**/live*", Route::abort);
      page.reload();
    }

    anns.click();
    bens.click();

    for (var page : List.of(ann, ben)) {
      page.waitForURL(url -> !url.contains("sign-in"));
      page.navigate(console.watchbill().address() + "/incidents/quotes-1");
      assertThat(page.locator("#facts").getByText("acknowledged", exactly()).first()).isVisible();
    }
    var has = ann.locator("#facts dd").nth(1).innerText();
    assertThat(has).isIn("Ann", "Ben");
    assertThat(ben.locator("#facts dd").nth(1)).hasText(has);
  }

  @Test
  void aSignInLinkWorksOnce() throws Exception {
    var link = console.watchbill().up().signInLink();
    var page = console.page(new Browser.NewContextOptions());
    enter(page, link);
    assertThat(page.getByRole(AriaRole.BUTTON, named("Sign out"))).isVisible();

    var thief = console.page(new Browser.NewContextOptions());
    thief.navigate(link.toString());

    assertThat(thief.getByRole(AriaRole.ALERT)).containsText("was used already");
    assertThat(thief.getByRole(AriaRole.BUTTON, named("Sign in"))).hasCount(0);
  }

  @Test
  void worksWithoutJavaScript() throws Exception {
    console.fire("fraud");
    var page =
        console.signedInAs("ann", new Browser.NewContextOptions().setJavaScriptEnabled(false));
    page.getByRole(AriaRole.LINK, named("Incidents")).first().click();
    page.getByRole(AriaRole.LINK, named("ErrorsHigh of fraud")).click();

    button(page.locator("#facts"), "Acknowledge").click();

    assertThat(page.locator("main").getByText("acknowledged", exactly()).first()).isVisible();
    page.locator("#note").fill("the cache was cold");
    page.getByRole(AriaRole.BUTTON, named("Add the note")).click();
    assertThat(page.locator(".timeline")).containsText("the cache was cold");
  }

  @Test
  void isUsedWithTheKeyboardAlone() throws Exception {
    console.fire("refunds");
    var page = console.page(new Browser.NewContextOptions());
    page.navigate(console.watchbill().up().signInLink().toString());
    press(page, "Sign in");
    row(page, "refunds");

    page.keyboard().press("Tab");
    assertThat(focused(page)).isEqualTo("To the content");
    page.keyboard().press("Enter");
    press(page, "ErrorsHigh of refunds");
    assertThat(page.locator("h1")).containsText("ErrorsHigh of refunds");
    press(page, "Acknowledge");

    assertThat(page.locator("#facts").getByText("acknowledged", exactly()).first()).isVisible();
    assertThat(console.complaints()).isEmpty();
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

  /** Somebody who sees it for the first time, and knows only what stands there and in the docs. */
  @Test
  void aManagerFindsWhoIsOnCallCoversAShiftAndSeesWhatALeaveWouldMove() throws Exception {
    // As the demo's story has it.
    for (var status : List.of("firing", "resolved", "firing")) {
      console.says(status, "checkout", "CheckoutErrorRateHigh");
    }
    var page = console.signedIn();
    assertThat(page.locator("#incident-checkout-1")).isVisible();
    var tuesday = LocalDate.now(BERLIN).with(TemporalAdjusters.next(DayOfWeek.TUESDAY));
    var serves = PEOPLE.get(turn(tuesday));
    var covers = PEOPLE.get((turn(tuesday) + 2) % 3);

    page.getByRole(AriaRole.LINK, named("Schedules")).click();
    page.locator("input[name=service]").fill("checkout");
    page.locator("input[name=at]").fill(tuesday + "T03:00");
    assertThat(page.locator("input[name=at] + .day")).hasText("Tue " + tuesday);
    page.getByRole(AriaRole.BUTTON, named("Ask")).click();
    var answer = page.locator(".answer li").first();
    assertThat(answer).containsText(serves);
    assertThat(answer).containsText("payments-primary: next in turn");

    page.getByRole(AriaRole.LINK, named("payments-primary")).click();
    page.locator("select[name=who]").selectOption(new SelectOption().setLabel(covers));
    page.locator("input[name=from]").fill(tuesday + "T03:00");
    page.locator("input[name=to]").fill(tuesday + "T05:00");
    page.getByRole(AriaRole.BUTTON, named("See what it moves")).click();
    assertThat(page.locator("main")).containsText(serves + " → " + covers);
    page.getByRole(AriaRole.BUTTON, named("Do it")).click();
    assertThat(page.getByRole(AriaRole.STATUS).filter(saying("is on call"))).isVisible();

    page.getByRole(AriaRole.LINK, named("Response")).click();
    page.getByRole(AriaRole.LINK, named(serves)).click();
    page.locator("input[name=from]").fill(tuesday + "T10:00");
    page.locator("input[name=to]").fill(tuesday + "T11:00");
    page.getByRole(AriaRole.BUTTON, named("See what it moves")).click();
    assertThat(page.locator("main")).containsText(serves + " → open");

    page.getByRole(AriaRole.LINK, named("Response")).click();
    assertThat(page.locator(".noisy li").first()).containsText("CheckoutErrorRateHigh");
    assertThat(console.complaints()).isEmpty();
    assertThat(console.watchbill().act("checkout-1", "resolve", "{}").statusCode()).isIn(200, 202);
  }

  /** Whose turn it is in payments-primary, as the roster says: weekly, handed over on Mondays. */
  private static int turn(LocalDate tuesday) {
    return (int) ChronoUnit.WEEKS.between(LocalDate.parse("2025-01-06"), tuesday) % 3;
  }

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** In the order of their turns. */
  private static final List<String> PEOPLE = List.of("Asha Rao", "Bo Lindqvist", "Carla Mendes");

  /** What is written, ticked or opened stays so, and the keyboard where it is. */
  @Test
  void aRefreshLeavesEverythingWhereItIs() throws Exception {
    console.fire("stock");
    var page = console.signedInAs("ann");
    console.go(page, "/incidents?show=all");
    var tick = row(page, "stock").getByRole(AriaRole.CHECKBOX);
    tick.check();
    var link = page.getByRole(AriaRole.LINK, named("ErrorsHigh of stock"));
    link.focus();
    page.evaluate("document.getElementById('incident-stock-1').dataset.old = 'yes'");

    assertThat(console.watchbill().act("stock-1", "acknowledge", "{}").statusCode()).isIn(200, 202);

    assertThat(row(page, "stock").getByText("acknowledged", exactly())).isVisible();
    assertThat(page.locator("#incident-stock-1[data-old]")).hasCount(0);
    assertThat(link).isFocused();
    assertThat(tick).isChecked();

    console.go(page, "/schedules/payments-primary");
    page.locator("summary").first().click();
    var opened = page.locator("details").first().evaluate("it => it.open");
    page.evaluate("document.getElementById('plan').dataset.old = 'yes'");
    assertThat(console.watchbill().act("stock-1", "note", "{\"text\": \"new\"}").statusCode())
        .isIn(200, 202);
    assertThat(page.locator("#plan[data-old]")).hasCount(0);
    assertThat(page.locator("details").first().evaluate("it => it.open")).isEqualTo(opened);
    assertThat(console.complaints()).isEmpty();
  }
}
