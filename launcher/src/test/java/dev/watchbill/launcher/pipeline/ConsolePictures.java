package dev.watchbill.launcher.pipeline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * Pictures of every page of a Watchbill that runs, wide and on a phone, light and dark. Not run by
 * the build: {@code docs/console/draw} starts the demo and this.
 */
class ConsolePictures {
  private static final List<Integer> WIDTHS = List.of(390, 1440);
  private static final int TALLEST = 1700;
  private static final Path FOLDER = Path.of("..", "docs", "console");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data = Path.of(System.getProperty("watchbill.data", ""));

  @Test
  void draws() throws Exception {
    assumeTrue(Files.exists(data.resolve("admin.token")), "No -Dwatchbill.data=FOLDER of the demo");
    happen();
    try (var browsing = Browsing.start()) {
      for (var width : WIDTHS) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          draw(browsing.browser(), width, scheme);
        }
      }
    }
  }

  /** Besides the demo's own story: something that is over, and something nobody has taken. */
  private void happen() throws Exception {
    if (incident("resolved").isEmpty()) {
      var over = page("The nightly export was late", "search");
      ask("POST", "/api/v1/incidents/" + over + "/acknowledge", "{}");
      ask("POST", "/api/v1/incidents/" + over + "/resolve", "{}");
      page("Cards are refused more often than usual", "checkout");
    }
  }

  private String page(String text, String service) throws Exception {
    var body =
        "{\"text\": \"%s\", \"service\": \"%s\", \"severity\": \"critical\"}"
            .formatted(text, service);
    return ask("POST", "/api/v1/pages", body).path("incident").asText();
  }

  private static String cover() {
    var day = LocalDate.now(ZoneOffset.UTC).with(TemporalAdjusters.next(DayOfWeek.TUESDAY));
    return "/schedules/ask?action=override&schedule=payments-primary&who=bo&from=%1$sT01:00&to=%1$sT07:00"
        .formatted(day);
  }

  private void draw(Browser browser, int width, ColorScheme scheme) throws Exception {
    var options =
        new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme);
    var suffix =
        (width == 390 ? "-phone" : "") + (scheme == ColorScheme.DARK ? "-dark" : "") + ".png";
    try (var context = browser.newContext(options)) {
      context.setDefaultTimeout(180_000);
      var page = context.newPage();
      page.navigate(address() + "/sign-in");
      save(page, "sign-in" + suffix);
      page.navigate(address() + "/invitations/used");
      save(page, "refused" + suffix);
      page.navigate(link());
      page.locator("button").click();
      for (var picture : pages().entrySet()) {
        page.navigate(address() + picture.getValue());
        save(page, picture.getKey() + suffix);
      }
    }
  }

  /** By the name of their picture. */
  private Map<String, String> pages() throws Exception {
    var pages = new LinkedHashMap<String, String>();
    pages.put("readiness", "/");
    pages.put("incidents", "/incidents?show=all");
    pages.put("incident", "/incidents/" + incident("acknowledged"));
    pages.put("review", "/incidents/" + incident("resolved") + "/review");
    pages.put("schedules", "/schedules");
    pages.put("schedule", "/schedules/payments-primary?span=month");
    pages.put("cover", cover());
    pages.put("shifts", "/shifts");
    pages.put("response", "/response");
    pages.put("inbox", "/inbox");
    pages.put("silences", "/silences");
    pages.put("page", "/page");
    pages.put("configuration", "/configuration");
    pages.put("rejected", "/rejected");
    pages.put("me", "/me");
    pages.put("access", "/access");
    return pages;
  }

  private String incident(String status) throws Exception {
    return ask("GET", "/api/v1/incidents?status=" + status, "")
        .path("items")
        .path(0)
        .path("id")
        .asText();
  }

  private String address() throws IOException {
    return JSON.readTree(data.resolve("endpoints.json").toFile()).path("http").asText();
  }

  private String link() throws Exception {
    var link = ask("POST", "/api/v1/sign-in-links", "{\"person\": \"asha\"}").path("link");
    return address() + link.asText();
  }

  private JsonNode ask(String method, String path, String body) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(address() + path))
              .header("Content-Type", "application/json")
              .header(
                  "Authorization",
                  "Bearer " + Files.readString(data.resolve("admin.token")).strip())
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    }
  }

  /** With a palette, as few colours are on a page: a quarter of the size. */
  private static void save(Page page, String name) throws IOException {
    var whole =
        ImageIO.read(
            new ByteArrayInputStream(
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true))));
    var seen = whole.getSubimage(0, 0, whole.getWidth(), Math.min(TALLEST, whole.getHeight()));
    ImageIO.write(Palette.of(seen), "png", FOLDER.resolve(name).toFile());
  }

  /** The colours that are seen most; each other pixel has the nearest of them. */
  private static final class Palette {
    private static final int COLOURS = 64;

    private Palette() {}

    private static BufferedImage of(BufferedImage image) {
      var counts = new LinkedHashMap<Integer, Integer>();
      for (var y = 0; y < image.getHeight(); y++) {
        for (var x = 0; x < image.getWidth(); x++) {
          counts.merge(image.getRGB(x, y) & 0xffffff, 1, Integer::sum);
        }
      }
      var most =
          counts.entrySet().stream()
              .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
              .limit(COLOURS)
              .mapToInt(Map.Entry::getKey)
              .toArray();
      var nearest = new LinkedHashMap<Integer, Integer>();
      counts.keySet().forEach(colour -> nearest.put(colour, nearest(colour, most)));
      var model = new IndexColorModel(8, most.length, most, 0, false, -1, 0);
      var drawn =
          new BufferedImage(
              image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
      for (var y = 0; y < image.getHeight(); y++) {
        for (var x = 0; x < image.getWidth(); x++) {
          drawn
              .getRaster()
              .setSample(x, y, 0, nearest.getOrDefault(image.getRGB(x, y) & 0xffffff, 0));
        }
      }
      return drawn;
    }

    private static int nearest(int colour, int[] palette) {
      var best = 0;
      for (var index = 1; index < palette.length; index++) {
        if (distance(colour, palette[index]) < distance(colour, palette[best])) {
          best = index;
        }
      }
      return best;
    }

    private static int distance(int one, int other) {
      var sum = 0;
      for (var shift = 0; shift <= 16; shift += 8) {
        var difference = (one >> shift & 0xff) - (other >> shift & 0xff);
        sum += difference * difference;
      }
      return sum;
    }
  }
}
