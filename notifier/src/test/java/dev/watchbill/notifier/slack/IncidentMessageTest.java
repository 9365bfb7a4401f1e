package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.util.json.GsonFactory;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.message.Notice;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Link;
import dev.watchbill.template.Medium;
import dev.watchbill.testkit.slack.SlackContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentMessageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!channel> wake up",
        "<@U02ASHA> hello",
        "<https://evil.example|https://wiki.example.com>",
        "*bold* _italic_ ~strike~ `code` ```block```",
        "&lt;!here&gt; twice",
        "@channel #general :rotating_light:",
        "\u202Ekcatta\u202C",
        "line\u0000with\u001Bcontrols",
        "\uD83D half a pair"
      })
  void showsWhatAnAlertSaysLiterally(String hostile) {
    var request = request(anIncident("checkout-1").setTitle(hostile).setText(hostile));

    SlackContract.checkPost(request);
    assertThat(elementTypes(request))
        .isSubsetOf(
            "rich_text_section", "text", "date", "link", "button", "static_select", "users_select");
    assertThat(textTypes(request)).containsOnly("plain_text");
    assertThat(request.path("text").asText()).doesNotContain("<", ">");
    assertThat(request.toString()).doesNotContain("\u202E", "\\u0000", "\\u001B");
  }

  @Test
  void linksOnlyToWhatItShows() {
    var request =
        request(
            anIncident("checkout-1")
                .setRunbook("https://wiki.example.com@evil.example/")
                .setLinks(
                    List.of(
                        new Link("https://bank.example", "https://evil.example/a"),
                        new Link("x", "javascript:alert(1)"),
                        new Link("y", "https://ok.example/|<!channel>"))));

    var links = elements(request).stream().filter(e -> e.path("type").asText().equals("link"));
    assertThat(links)
        .singleElement()
        .satisfies(link -> {
          assertThat(link.path("url").asText()).isEqualTo("https://evil.example/a");
          assertThat(link.has("text")).isFalse();
        });
    assertThat(request.toString()).doesNotContain("bank.example");
  }

  @Test
  void keepsToSlacksLimitsWhateverTheSize() {
    var huge = "x🔥".repeat(100_000);
    var request =
        request(
            anIncident("checkout-1")
                .setTitle(huge)
                .setText(huge)
                .setSeverity(huge)
                .setRegion(huge)
                .setTeam(huge)
                .setRunbook("https://wiki.example.com/" + huge)
                .setLinks(Collections.nCopies(500, new Link(huge, "https://a.example/" + huge))));

    SlackContract.checkPost(request);
    assertThat(request.toString().length()).isLessThan(20_000);
  }

  @Test
  void offersOnlyWhatMakesSense() {
    assertThat(buttons("open")).containsExactly("acknowledge", "resolve", "escalate", "note");
    assertThat(buttons("acknowledged")).containsExactly("resolve", "escalate", "note");
    assertThat(buttons("snoozed")).containsExactly("acknowledge", "resolve", "escalate", "note");
    assertThat(buttons("resolved")).isEmpty();
  }

  @Test
  void saysWhoAcknowledged() {
    var assignment = anAssignment("checkout-1", 2).setState("acknowledged").setBy("bo").build();

    var message = IncidentMessage.of(Notice.of(Medium.SLACK, assignment, Rosters.ashaAndBo()));

    assertThat(tree(message).toString()).contains("Acknowledged by Bo Li");
  }

  private static List<String> buttons(String state) {
    var assignment = anAssignment("checkout-1", 2).setState(state).build();
    var message =
        tree(IncidentMessage.of(Notice.of(Medium.SLACK, assignment, Rosters.ashaAndBo())));
    return elements(message).stream()
        .filter(element -> element.path("type").asText().equals("button"))
        .map(button -> button.path("action_id").asText())
        .toList();
  }

  private static JsonNode request(IncidentBrief.Builder incident) {
    var page = aPage("checkout-1.1").setIncident(incident.build()).build();
    return tree(IncidentMessage.of(Notice.of(Medium.SLACK, page, Rosters.ashaAndBo())));
  }

  private static ObjectNode tree(SlackMessage message) {
    try {
      var request = JSON.createObjectNode().put("channel", "U1").put("text", message.text());
      var blocks = GsonFactory.createSnakeCase().toJson(message.blocks());
      return request.set("blocks", JSON.readTree(blocks));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> elementTypes(JsonNode request) {
    return elements(request).stream().map(e -> e.path("type").asText()).distinct().toList();
  }

  private static List<String> textTypes(JsonNode request) {
    return request.findValues("text").stream()
        .filter(JsonNode::isObject)
        .map(text -> text.path("type").asText())
        .toList();
  }

  private static List<JsonNode> elements(JsonNode node) {
    var all = new ArrayList<JsonNode>();
    node.findValues("elements")
        .forEach(list ->
            StreamSupport.stream(list.spliterator(), false)
                .forEach(element -> {
                  all.add(element);
                  element.path("elements").forEach(all::add);
                }));
    return all.stream().distinct().toList();
  }
}
