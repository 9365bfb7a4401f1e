package dev.watchbill.launcher.pipeline;

import static dev.watchbill.launcher.pipeline.BrowsedConsole.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of every page of the example shop with a story, wide and on a phone, light and dark. Not
 * run by the build: {@code docs/console/draw} does.
 */
class ConsolePictures {
  private static final List<Integer> WIDTHS = List.of(390, 1440);
  private static final int TALLEST = 1700;
  private static final double PATIENCE_MILLIS = 180_000;

  /**
   * One page.
   *
   * @param name of its picture
   * @param viewer who looks; empty: nobody is signed in
   */
  private record Shot(String name, String viewer, String path) {}

  private final String drawings = System.getProperty("watchbill.pictures", "");

  @Test
  void draws(@TempDir Path folder) throws Exception {
    assumeTrue(!drawings.isEmpty(), "No -Dwatchbill.pictures=FOLDER");
    try (var console = BrowsedConsole.start(folder, "", Map.of(), getClass())) {
      happen(console);
      for (var width : WIDTHS) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          draw(console, width, scheme);
        }
      }
    }
  }

  /** Something is over, something is worked on, something has been taken by nobody. */
  private static void happen(BrowsedConsole console) throws Exception {
    console.says("firing", "checkout", "CheckoutErrorRateHigh");
    console.says("firing", "search", "SearchSlow");
    var asha = console.signedInAs("asha");
    press(console, asha, "search-1", "Acknowledge");
    console.await("search-1", "acknowledged");
    // Two steps go by, of seconds each.
    Thread.sleep(Duration.ofSeconds(18));
    press(console, asha, "checkout-1", "Acknowledge");
    console.await("checkout-1", "acknowledged");
    console.says("resolved", "checkout", "CheckoutErrorRateHigh");
    console.await("checkout-1", "resolved");
    console.await("/api/v1/incidents/checkout-1/review");
    console.says("firing", "card-gateway", "CardsRefused");
    console.await("card-gateway-1", "open");
    var silence =
        """
        {"service": "catalog", "matchers": [{"name": "env", "value": "staging"}],
         "endsAt": "%s", "comment": "load test until the evening"}
        """
            .formatted(Instant.now().plus(Duration.ofHours(4)));
    assertThat(console.post("/api/v1/silences", silence).statusCode()).isIn(200, 201, 202);
    console.watchbill().send("/integrations/prometheus/alertmanager", "{\"alerts\": \"none\"}");
    console.forget();
  }

  private static void press(BrowsedConsole console, Page page, String incident, String name) {
    console.await("/api/v1/incidents/" + incident);
    console.go(page, "/incidents/" + incident);
    button(page.locator("#facts"), name).first().click();
  }

  private static List<Shot> shots() {
    var tuesday =
        LocalDate.now(ZoneId.of("Europe/Berlin")).with(TemporalAdjusters.next(DayOfWeek.TUESDAY));
    return List.of(
        new Shot("sign-in", "", "/sign-in"),
        new Shot("refused", "", "/invitations/used"),
        new Shot("readiness", "asha", "/"),
        new Shot("incidents", "asha", "/incidents?show=all"),
        new Shot("incident", "asha", "/incidents/card-gateway-1"),
        new Shot("review", "asha", "/incidents/checkout-1/review"),
        new Shot("schedules", "asha", "/schedules?service=checkout&at=" + tuesday + "T03:00"),
        new Shot("schedule", "asha", "/schedules/payments-primary?span=month"),
        new Shot(
            "cover",
            "asha",
            "/schedules/ask?action=override&schedule=payments-primary&who=bo&from=%1$sT01:00&to=%1$sT07:00"
                .formatted(tuesday)),
        new Shot("shifts", "asha", "/shifts"),
        new Shot("response", "asha", "/response"),
        new Shot("inbox", "asha", "/inbox"),
        new Shot("silences", "asha", "/silences"),
        new Shot("page", "asha", "/page"),
        new Shot("configuration", "gita", "/configuration"),
        new Shot("rejected", "asha", "/rejected"),
        new Shot("me", "asha", "/me"),
        new Shot("access", "gita", "/access"));
  }

  private void draw(BrowsedConsole console, int width, ColorScheme scheme) throws Exception {
    var suffix =
        (width == 390 ? "-phone" : "") + (scheme == ColorScheme.DARK ? "-dark" : "") + ".png";
    var nobody = console.page(options(width, scheme));
    var asha = console.signedInAs("asha", options(width, scheme));
    var gita = console.signedInAs("gita", options(width, scheme));
    for (var shot : shots()) {
      var page =
          switch (shot.viewer()) {
            case "asha" -> asha;
            case "gita" -> gita;
            default -> nobody;
          };
      page.setDefaultTimeout(PATIENCE_MILLIS);
      console.go(page, shot.path());
      if (!shot.viewer().isEmpty()) {
        page.locator("#live.on").waitFor();
      }
      save(page, Path.of(drawings, shot.name() + suffix));
    }
    console.forget();
  }

  private static Browser.NewContextOptions options(int width, ColorScheme scheme) {
    return new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme);
  }

  private static void save(Page page, Path file) throws IOException {
    var whole =
        ImageIO.read(
            new ByteArrayInputStream(
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true))));
    var seen = whole.getSubimage(0, 0, whole.getWidth(), Math.min(TALLEST, whole.getHeight()));
    ImageIO.write(FewColours.of(seen), "png", file.toFile());
  }
}
