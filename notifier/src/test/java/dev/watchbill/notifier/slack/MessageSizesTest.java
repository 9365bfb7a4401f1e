package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.util.json.GsonFactory;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.notifier.message.Notice;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Link;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;
import dev.watchbill.testkit.TestClock;
import dev.watchbill.testkit.slack.SlackContract;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However much there is to say, Slack takes it: some 13,200 characters in all. */
class MessageSizesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LONG = "Replication to eu-west-3 lags behind on \"checkout\" & more ";

  private static JsonNode taken(SlackMessage message) {
    try {
      var request = JSON.createObjectNode().put("channel", "U1").put("text", message.text());
      request.set("blocks", JSON.readTree(GsonFactory.createSnakeCase().toJson(message.blocks())));
      SlackContract.checkPost(request);
      return request;
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String longOf(int length) {
    return LONG.repeat(length / LONG.length() + 1).substring(0, length);
  }

  @Test
  void aSummaryNamesAsManyIncidentsAsItCanAndCountsTheRest() {
    var pages =
        IntStream.range(0, 60)
            .mapToObj(n ->
                aPage("checkout-%d.1".formatted(n))
                    .setIncident(anIncident("checkout-" + n).setTitle(longOf(300)).build())
                    .build())
            .toList();

    var sent = taken(SummaryMessage.of(pages, Rosters.ashaAndBo()));

    var named = sent.findValuesAsText("action_id").size();
    assertThat(named).isGreaterThanOrEqualTo(20);
    assertThat(sent.toString()).contains("And %d more.".formatted(60 - named));
  }

  @Test
  void aSummaryOfShortTitlesNamesFortyAsBefore() {
    var pages =
        IntStream.range(0, 35)
            .mapToObj(n ->
                aPage("db-%d.1".formatted(n))
                    .setIncident(anIncident("db-" + n).setTitle("Disk full").build())
                    .build())
            .toList();

    assertThat(taken(SummaryMessage.of(pages, Rosters.ashaAndBo())).findValuesAsText("action_id"))
        .hasSize(35);
  }

  @Test
  void anIncidentLeavesOutItsLongestLinksFirst() {
    var links =
        IntStream.range(0, 5)
            .mapToObj(n -> new Link("x", "https://grafana.example.com/" + "q".repeat(n * 450)))
            .toList();
    var incident =
        anIncident("checkout-1")
            .setText(longOf(5_000))
            .setTitle(longOf(300))
            .setRunbook("https://wiki.example.com/" + "r".repeat(1_900))
            .setLinks(links)
            .build();
    var assignment =
        anAssignment("checkout-1", 1)
            .setIncident(incident)
            .setWhy(longOf(600))
            .setPath(Collections.nCopies(5, new PathStep(2, NOW, List.of(longOf(600)), List.of())))
            .build();

    var sent =
        taken(IncidentMessage.of(Notice.of(Medium.SLACK, assignment, Rosters.ashaAndBo())))
            .toString();

    assertThat(sent)
        .contains("https://grafana.example.com/\"", "too long for Slack: see the incident")
        .contains("\"button\"");
  }

  @Test
  void whatTheRosterWordsIsShortened() {
    var roster =
        Rosters.ashaAndBo(
            Organization.newBuilder()
                .setMessages(Map.of("slack", "{{title}}\n" + "{{text}}\n".repeat(45)))
                .build());
    var incident =
        anIncident("checkout-1").setTitle(longOf(300)).setText("\"<" + longOf(600)).build();

    var sent =
        taken(
            IncidentMessage.of(
                Notice.of(
                    Medium.SLACK,
                    anAssignment("checkout-1", 1).setIncident(incident).build(),
                    roster)));

    assertThat(sent.toString()).contains("\"button\"");
  }

  @Test
  void aThreadTellsTheNewestSteps() {
    var steps =
        IntStream.range(0, 40)
            .mapToObj(n ->
                IncidentEvent.newBuilder()
                    .setType("noted")
                    .setAt(NOW)
                    .setPerson("asha")
                    .setText("number %d: %s".formatted(n, longOf(600)))
                    .build())
            .toList();

    var sent = taken(ThreadMessage.of("checkout-1", steps, 0, Rosters.ashaAndBo())).toString();

    assertThat(sent).contains("number 39", "number 20");
  }

  @Test
  void noticesAndAnswersFitToo() {
    var notice = aPage("n-1.1").setText((longOf(490) + "\n").repeat(60)).setTarget("handoff/1");
    taken(NoticeMessage.of(notice.setAsks(List.of("accept")).build()));

    var roster = schedules(60);
    var onCall = new OnCallAnswer(() -> roster, new KnownShifts(), new TestClock(NOW));
    var all = taken(onCall.of(List.of(), "asha")).toString();
    assertThat(all).containsPattern("And \\d+ more: name one");

    var known = new KnownIncidents();
    for (var n = 0; n < 40; n++) {
      known.accept("checkout-" + n, incident("checkout-" + n));
    }
    var answers = new IncidentAnswers(Rosters::ashaAndBo, known);
    taken(answers.open(List.of("all"), "asha"));
    taken(answers.why(List.of("checkout-1")));
  }

  private static RosterSnapshot schedules(int count) {
    var roster = aRoster();
    for (var n = 0; n < count; n++) {
      roster.schedule(Schedule.newBuilder().setId("%d-%s".formatted(n, "s".repeat(145))).build());
    }
    return roster.build();
  }

  private static Incident incident(String id) {
    var step =
        IncidentEvent.newBuilder()
            .setType("noted")
            .setAt(NOW)
            .setPerson("asha")
            .setText(longOf(600))
            .build();
    return Incident.newBuilder()
        .setId(id)
        .setService("checkout")
        .setSeverity("critical")
        .setTitle(longOf(300))
        .setStatus("open")
        .setWhy(longOf(600))
        .setOpenedAt(NOW)
        .setTimeline(Collections.nCopies(50, step))
        .setPath(Collections.nCopies(5, new PathStep(2, NOW, List.of(longOf(600)), List.of())))
        .build();
  }
}
