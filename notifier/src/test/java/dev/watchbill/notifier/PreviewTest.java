package dev.watchbill.notifier;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.Preview.Shown;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PathStep;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages worth waking up for, over each medium, and as a roster words them. */
class PreviewTest {
  private static final List<PathStep> PATH =
      List.of(new PathStep(2, NOW.plusSeconds(300), List.of(), List.of("bo")));

  private static Page.Builder page() {
    return aPage("checkout-1.1")
        .setChange("nobody acknowledged step 1")
        .setOthers(List.of("bo"))
        .setPath(PATH)
        .setPatienceUntil(NOW.plusSeconds(300))
        .setText("[CRITICAL] checkout: Checkout answers with errors (checkout-1)");
  }

  private static Assignment.Builder assignment() {
    return anAssignment("checkout-1", 1)
        .setPeople(
            List.of(
                AssignedPerson.newBuilder().setPerson("asha").setWhy("on call").build(),
                AssignedPerson.newBuilder().setPerson("bo").setWhy("on call").build()))
        .setPath(PATH)
        .setPatienceUntil(NOW.plusSeconds(300))
        .setWhy("nobody acknowledged step 1");
  }

  private static Organization.Builder organization() {
    return Organization.newBuilder().setBaseUrl("https://oncall.example.com");
  }

  private static String text(String via, Organization organization) {
    var preview = new Preview(Rosters.ashaAndBo(organization), NOW);
    return Stream.concat(
            preview.of(via, page().build()).stream(),
            preview.of(via, assignment().build()).stream())
        .map(Shown::lines)
        .map(lines -> String.join("\n", lines))
        .reduce((one, other) -> one + "\n" + other)
        .orElseThrow();
  }

  @Test
  void showsAPersonInTeamsTheCardWithItsButtons() {
    var shown =
        new Preview(Rosters.ashaAndBo(organization().build()), NOW)
            .of("teams", page().build())
            .orElseThrow();

    assertThat(shown.to()).isEqualTo("person");
    assertThat(String.join("\n", shown.lines()))
        .contains("CRITICAL checkout: Checkout answers with errors")
        .contains("Why now: nobody acknowledged step 1")
        .contains("If nobody acknowledges: Bo Li")
        .contains("[Acknowledge] [Resolve] [Escalate] [More …] [Open] [Runbook]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "push"})
  void saysAllThatIsWorthWakingUpFor(String via) {
    var shown =
        new Preview(Rosters.ashaAndBo(organization().build()), NOW)
            .of(via, page().build())
            .orElseThrow();

    assertThat(shown.lines().getFirst())
        .contains("CRITICAL checkout: Checkout answers with errors");
    assertThat(String.join("\n", shown.lines()))
        .contains("08:59", "3 alerts")
        .contains("https://wiki.example.com/checkout")
        .contains("Why now: nobody acknowledged step 1")
        .contains("Why you: on call in payments-primary until Mon 09:00")
        .contains("Bo Li")
        .contains("If nobody acknowledges")
        .contains("09:05")
        .contains("[Acknowledge]", "[Resolve]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "teams", "mattermost", "ticket"})
  void saysItToARoomToo(String via) {
    var preview = new Preview(Rosters.ashaAndBo(organization().build()), NOW);
    var shown = preview.of(via, assignment().build()).orElseThrow();

    assertThat(String.join("\n", shown.lines()))
        .contains("checkout: Checkout answers with errors")
        .contains("08:59", "3 alerts", "Runbook", "nobody acknowledged step 1")
        .contains("Paged: Asha Rao", "Bo Li")
        .contains("If nobody acknowledges")
        .contains("09:05");
  }

  @Test
  void saysItShortlyInAShortMessageAndInACall() {
    assertThat(text("sms", organization().build()))
        .startsWith(
            """
            CRITICAL checkout: Checkout answers with errors (checkout-1)
            Since 08:59, 3 alerts. If nobody acknowledges, Bo Li is paged at 09:05 UTC.
            You: on call in payments-primary until Mon 09:00. Also paged: Bo Li.
            Acknowledge: https://oncall.example.com/links/\
            """);
    assertThat(text("call", organization().build()))
        .isEqualTo(
            """
            This is Watchbill. A critical incident in checkout. Checkout answers with errors.\
             3 alerts, since 08:59. Also paged: Bo Li.\
             If nobody acknowledges, Bo Li is paged at 09:05 UTC.
            [4: acknowledge] [6: resolve]\
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sms", "push", "call"})
  void cutsWhatALongAlertSaysAndNotWhatComesNext(String via) {
    var long_ = page();
    long_.getIncident().setText("x".repeat(4_000));
    long_.getIncident().setTitle("t".repeat(300));

    var shown =
        new Preview(Rosters.ashaAndBo(organization().build()), NOW)
            .of(via, long_.build())
            .orElseThrow();
    assertThat(String.join("\n", shown.lines())).contains("If nobody acknowledges, Bo Li is paged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "email", "push", "sms", "call", "teams", "mattermost", "ticket"})
  void takesTheRostersWords(String via) {
    var words = "Wake up: {{service}}\n{{title}}, {{alerts}}, <b>{{severity}}</b> & {{labels.env}}";
    var shown = text(via, organization().setMessages(Map.of(via, words)).build());

    assertThat(shown.replaceAll("\\s+", " "))
        .contains("Wake up: checkout Checkout answers with errors, 3 alerts,");
    assertThat(shown).doesNotContain("If nobody");
  }

  @Test
  void leavesTheOtherMediaAsTheyAre() {
    assertThat(text("push", organization().setMessages(Map.of("sms", "Wake up")).build()))
        .contains("If nobody acknowledges");
  }

  @Test
  void takesWordsThatCannotBeReadForNone() {
    assertThat(text("sms", organization().setMessages(Map.of("sms", "{{sevrity}}")).build()))
        .startsWith("CRITICAL checkout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slack", "email", "push", "sms", "call", "teams", "mattermost", "ticket"})
  void saysItAsUsualWhereNothingIsLeftOfTheWords(String via) {
    var words = Map.of(via, "{{region}}{{labels.none}}");
    var assigned = assignment();
    assigned.getIncident().setRegion(null);
    var page = page();
    page.getIncident().setRegion(null);
    var preview = new Preview(Rosters.ashaAndBo(organization().setMessages(words).build()), NOW);

    assertThat(preview.of(via, page.build()).or(() -> preview.of(via, assigned.build())))
        .hasValueSatisfying(shown ->
            assertThat(String.join("\n", shown.lines())).contains("Checkout answers with errors"));
    assertThat(preview.of("ticket", assigned.build())).isPresent();
  }

  @Test
  void makesNothingMarkupWhateverTheWordsOrTheAlertSay() {
    var organization =
        organization()
            .setMessages(
                Map.of(
                    "slack", "<!channel> *x*\n<https://evil.example|bank> {{title}}",
                    "email", "<script>\n{{title}}",
                    "call", "</Say><Dial>{{title}}",
                    "teams", "[x](https://evil.example)\n{{title}}"))
            .build();
    var page = page();
    page.getIncident().setTitle("<!here> & <b>");
    var preview = new Preview(Rosters.ashaAndBo(organization), NOW);

    var slack = sent(preview, "slack", page.build());
    assertThat(slack).contains("\"type\":\"plain_text\"").doesNotContain("mrkdwn");
    assertThat(slack).contains("\"text\":\"\\u0026lt;!channel\\u0026gt; *x*\"");
    assertThat(sent(preview, "call", page.build())).doesNotContain("<Dial>", "<b>");
    var assigned = assignment();
    assigned.getIncident().setTitle("[y](https://evil.example)");
    assertThat(preview.of("teams", assigned.build()).orElseThrow().sent())
        .contains("\"type\":\"TextRun\",\"text\":\"[x](https://evil.example)\"")
        .doesNotContain("\"TextBlock\"");
  }

  private static String sent(Preview preview, String via, Page page) {
    return Objects.requireNonNull(preview.of(via, page).orElseThrow().sent());
  }
}
