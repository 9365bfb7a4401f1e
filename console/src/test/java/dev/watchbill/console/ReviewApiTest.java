package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.RunningConsole.Answer;
import dev.watchbill.console.review.Drafting;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.ReviewEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewApiTest {
  private static final String REVIEW = "/api/v1/incidents/checkout-1/review";
  private static final Instant RESOLVED = Shop.AT.plusSeconds(600);

  @TempDir Path folder;

  private RunningConsole console = unset();
  private Shop shop = unset();
  private String asha = "";

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before each test.
  private static <T> T unset() {
    return null;
  }

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    shop = new Shop(console);
    asha = console.token("responder", "asha");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  /** Checkout-1 was open for ten minutes; one page was written for it. */
  private void resolved() {
    shop.resolved("checkout-1", RESOLVED);
    shop.story("checkout-1");
    event(1_000, "paged", RESOLVED.minusSeconds(599));
    event(1_001, "resolved", RESOLVED);
  }

  private void event(int number, String type, Instant at) {
    console.received(
        console.topics.incidentEvents,
        "checkout",
        IncidentEvent.newBuilder()
            .setId("checkout-1/" + number)
            .setIncident("checkout-1")
            .setService("checkout")
            .setType(type)
            .setPerson("asha")
            .setChannel(type.equals("paged") ? "slack" : null)
            .setAt(at)
            .build());
  }

  @Test
  void draftsOneForEachIncidentThatPagedSomebodyOnceItIsOver() {
    try (var drafting = new Drafting(console.model, console.log, console.clock)) {
      drafting.start();
      resolved();
      shop.metrics("checkout-1", 1);
      shop.resolved("checkout-2", RESOLVED);
      shop.metrics("checkout-2", 0);

      Awaitility.await().untilAsserted(() -> assertThat(console.log.reviews).isNotEmpty());
    }
    assertThat(console.log.reviews).extracting(ReviewEntry::getId).containsOnly("checkout-1/draft");
  }

  @Test
  void draftsWhatWasResolvedWhileNobodyDrafted() {
    resolved();
    shop.metrics("checkout-1", 1);

    try (var drafting = new Drafting(console.model, console.log, console.clock)) {
      drafting.start();
      Awaitility.await().untilAsserted(() -> assertThat(console.log.reviews).isNotEmpty());
    }
  }

  @Test
  void answersItAsJsonAndAsMarkdown() {
    resolved();

    var json = console.get(REVIEW, asha).json();
    assertThat(json.get("summary").get(1).asText()).startsWith("Open for 10 min");
    assertThat(json.get("responders").get(0).get("person").asText()).isEqualTo("asha");

    var markdown = console.get(REVIEW + "?format=markdown", asha);
    assertThat(markdown.header("Content-Type")).startsWith("text/markdown");
    assertThat(markdown.text())
        .startsWith("# Review of checkout-1: Checkout fails\n")
        .contains("## Timeline (Europe/Berlin)")
        .contains("## Open questions\n\n- Did anybody look at it?");
  }

  @Test
  void keepsNotesAndActionsEachByItself() {
    resolved();

    assertThat(note("{\"text\": \"the *disk* was full\"}").status()).isEqualTo(201);
    var added =
        act(
            """
            {"text": "watch the disk", "owner": "bo", "due": "2026-02-01",
             "ticket": "https://tickets.example.com/PAY-7"}
            """);
    assertThat(added.status()).isEqualTo(201);
    var id = added.json().get("id").asText();
    var changed = console.post(REVIEW + "/actions/" + id, asha, "{\"done\": true, \"due\": \"\"}");

    assertThat(changed.status()).isEqualTo(200);
    var review = console.get(REVIEW, asha).json();
    assertThat(review).isEqualTo(changed.json().get("review"));
    assertThat(review.get("notes").get(0).get("by").asText()).isEqualTo("asha");
    var action = review.get("actions").get(0);
    assertThat(action.get("text").asText()).isEqualTo("watch the disk");
    assertThat(action.get("owner").asText()).isEqualTo("bo");
    assertThat(action.get("due").isNull()).isTrue();
    assertThat(action.get("doneBy").asText()).isEqualTo("asha");
    assertThat(console.get(REVIEW + "?format=markdown", asha).text())
        .contains("the \\*disk\\* was full (ASHA")
        .contains("- [x] watch the disk (BO) <https://tickets.example.com/PAY-7>");
    assertThat(console.log.reviews)
        .extracting(ReviewEntry::getKind)
        .containsExactly("draft", "note", "action", "action");
  }

  @Test
  void losesNoChangeOfTwoWhoChangeAtTheSameTime() throws Exception {
    resolved();
    var path = REVIEW + "/actions/" + act("{\"text\": \"watch it\"}").json().get("id").asText();
    try (var threads = Executors.newFixedThreadPool(2)) {
      var both =
          threads.invokeAll(
              Stream.of("{\"owner\": \"bo\"}", "{\"due\": \"2026-02-01\"}")
                  .<Callable<Answer>>map(body -> () -> console.post(path, asha, body))
                  .toList());
      assertThat(both).allMatch(answer -> answer.resultNow().status() == 200);
    }
    var action = console.get(REVIEW, asha).json().get("actions").get(0);
    assertThat(action.get("owner").asText()).isEqualTo("bo");
    assertThat(action.get("due").asText()).isEqualTo("2026-02-01");
    assertThat(action.get("version").asInt()).isEqualTo(2);
  }

  @Test
  void refusesWhatWasMadeOfAnActionThatChangedMeanwhile() {
    resolved();
    var path = REVIEW + "/actions/" + act("{\"text\": \"watch it\"}").json().get("id").asText();
    assertThat(console.post(path, asha, "{\"done\": true, \"version\": 0}").status())
        .isEqualTo(200);
    var stale = console.post(path, asha, "{\"text\": \"other\", \"version\": 0}");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().get("detail").asText()).contains("changed meanwhile");
    assertThat(texts("/api/v1/follow-ups")).isEmpty();
  }

  @Test
  void listsWhatIsToBeDoneYet() {
    resolved();
    act("{\"text\": \"later\", \"owner\": \"bo\", \"due\": \"2026-03-01\"}");
    act("{\"text\": \"some day\"}");
    act("{\"text\": \"soon\", \"owner\": \"bo\", \"due\": \"2026-02-01\"}");
    var done = act("{\"text\": \"done\"}").json().get("id").asText();
    console.post(REVIEW + "/actions/" + done, asha, "{\"done\": true}");

    assertThat(texts("/api/v1/follow-ups")).containsExactly("soon", "later", "some day");
    assertThat(texts("/api/v1/follow-ups?owner=bo")).containsExactly("soon", "later");
  }

  private java.util.List<String> texts(String path) {
    return console.get(path, asha).json().get("items").findValuesAsText("text");
  }

  @Test
  void hasNoneOfWhatIsOpenOrUnknown() {
    shop.incident("checkout-1");

    assertThat(console.get(REVIEW, asha).status()).isEqualTo(409);
    assertThat(note("{\"text\": \"too early\"}").status()).isEqualTo(409);
    assertThat(console.get(REVIEW.replace("-1", "-9"), asha).status()).isEqualTo(404);
    assertThat(console.log.reviews).isEmpty();
  }

  @Test
  void staysWhenTheIncidentIsForgotten() {
    resolved();
    note("{\"text\": \"the cause\"}");
    console.received(console.topics.incidents, "checkout-1", null);

    var review = console.get(REVIEW, asha).json();
    assertThat(review.get("notes")).hasSize(1);
    assertThat(review.get("title").asText()).isEqualTo("Checkout fails");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\": \" \"} | text: expected 1 to 1000 characters",
        "{\"text\": \"x\", \"owner\": \"stranger\"} | owner: expected a person of the roster",
        "{\"text\": \"x\", \"due\": \"soon\"} | due: expected a date such as 2026-02-01",
        "{\"text\": \"x\", \"ticket\": \"javascript:alert(1)\"} | ticket: expected an address",
        "{\"text\": \"x\", \"who\": \"me\"} | Expected only the fields",
      })
  void refusesWhatMakesNoSense(String body, String sentence) {
    resolved();
    var answer = act(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains(sentence);
    assertThat(console.log.reviews).isEmpty();
  }

  @Test
  void isReadAndWrittenOnAPageToo() {
    resolved();
    form("/notes", "text=the+cause");
    form("/actions", "text=watch+it&owner=bo&due=2026-02-01&ticket=");

    assertThat(console.get("/incidents/checkout-1/review", asha).text())
        .contains("the cause")
        .contains("watch it")
        .contains("BO, by 2026-02-01")
        .contains("Open for 10 min");
    assertThat(console.get("/incidents/checkout-1", asha).text())
        .contains("/incidents/checkout-1/review");
  }

  private void form(String path, String form) {
    var answer =
        console.ask(
            "POST",
            "/incidents/checkout-1/review" + path,
            form,
            "Authorization",
            "Bearer " + asha,
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(answer.status()).isEqualTo(303);
  }

  private Answer note(String body) {
    return console.post(REVIEW + "/notes", asha, body);
  }

  private Answer act(String body) {
    return console.post(REVIEW + "/actions", asha, body);
  }
}
