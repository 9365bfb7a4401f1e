package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.util.json.GsonFactory;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.message.Notice;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Link;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;
import dev.watchbill.testkit.slack.SlackContract;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an alert says, Slack takes what is sent about it, and shows it as it is. */
class HostileTextsTest {
  private static final String TEXTS = "dev.watchbill.notifier.delivery.HostileTexts#all";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static void post(SlackMessage message) {
    var request = tree(message);
    SlackContract.checkPost(request);
    assertThat(request.path("text").asText()).doesNotContain("<", ">");
    assertThat(request.toString()).doesNotContain("mrkdwn\"");
  }

  private static ObjectNode tree(SlackMessage message) {
    var request = JSON.createObjectNode().put("channel", "U1").put("text", message.text());
    return request.set("blocks", json(message.blocks()));
  }

  private static JsonNode json(Object sent) {
    try {
      return JSON.readTree(GsonFactory.createSnakeCase().toJson(sent));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static IncidentBrief.Builder incident(String text) {
    return anIncident("checkout-1")
        .setTitle(text)
        .setText(text)
        .setSeverity(text)
        .setRegion(text)
        .setTeam("payments")
        .setRunbook(text)
        .setLabels(Map.of("env", text))
        .setLinks(List.of(new Link(text, text), new Link(text, "https://a.example/" + text)));
  }

  private static List<PathStep> path(String text) {
    return List.of(
        new PathStep(2, NOW, List.of(text, text), List.of()),
        new PathStep(3, NOW, List.of(), List.of(text)));
  }

  @ParameterizedTest
  @MethodSource(TEXTS)
  void pagesAndPosts(String text) {
    for (var roster : List.of(Rosters.ashaAndBo(), worded())) {
      var page =
          aPage("checkout-1.1")
              .setIncident(incident(text).build())
              .setReason(text)
              .setChange(text)
              .setPath(path(text))
              .build();
      post(IncidentMessage.of(Notice.of(Medium.SLACK, page, roster)));
      for (var state : List.of("open", "acknowledged", "snoozed", "resolved")) {
        var assignment =
            anAssignment("checkout-1", 2)
                .setIncident(incident(text).build())
                .setState(state)
                .setBy(text)
                .setWhy(text)
                .setPath(path(text))
                .build();
        post(IncidentMessage.of(Notice.of(Medium.SLACK, assignment, roster)));
      }
    }
  }

  /** The words of a roster, of which nothing may be left. */
  private static RosterSnapshot worded() {
    return Rosters.ashaAndBo(
        Organization.newBuilder()
            .setMessages(Map.of("slack", "{{labels.env}}\n{{title}}\n\u200B{{text}}\n{{by}}"))
            .build());
  }

  @ParameterizedTest
  @MethodSource(TEXTS)
  void summariesAndNotices(String text) {
    var page = aPage("checkout-1.1").setIncident(incident(text).build());
    var many =
        IntStream.range(0, 60)
            .mapToObj(i ->
                aPage("checkout-%d.1".formatted(i))
                    .setIncident(incident(text).setId("checkout-" + i).build())
                    .build())
            .toList();
    post(SummaryMessage.of(many, Rosters.ashaAndBo()));
    post(NoticeMessage.of(page.setText(text).build()));
    post(NoticeMessage.of(page.setText((text + "\n").repeat(60)).build()));
    post(
        NoticeMessage.of(
            page.setText(text).setTarget("handoff/1").setAsks(List.of("accept")).build()));
  }

  @ParameterizedTest
  @MethodSource(TEXTS)
  void threadsAndAnswers(String text) {
    var step =
        IncidentEvent.newBuilder()
            .setType(text)
            .setAt(NOW)
            .setPerson(text)
            .setText(text)
            .setWhy(text)
            .build();
    post(ThreadMessage.of("checkout-1", List.of(step), 0, Rosters.ashaAndBo()));
    post(ThreadMessage.of("checkout-1", Collections.nCopies(60, step), 3, Rosters.ashaAndBo()));

    var known = new KnownIncidents();
    var incident =
        Incident.newBuilder()
            .setId("checkout-1")
            .setService("checkout")
            .setSeverity(text)
            .setTitle(text)
            .setStatus("open")
            .setWhy(text)
            .setAssignees(List.of(text))
            .setOpenedAt(NOW)
            .setTimeline(Collections.nCopies(50, step))
            .setPath(path(text))
            .build();
    known.accept("checkout-1", incident);
    var answers = new IncidentAnswers(Rosters::ashaAndBo, known);
    post(answers.open(List.of("all"), "asha"));
    post(answers.open(List.of(text), "asha"));
    post(answers.why(List.of("checkout-1")));
    post(answers.why(List.of(text)));
    post(SlackMessage.saying(text));
    SlackContract.checkModal(json(Modals.said(text)));
    SlackContract.checkModal(json(Modals.note("checkout-1")));
  }
}
