package dev.watchbill.notifier.teams;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SpecificationVersion;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.SharedContract;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Link;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an alert says, Teams takes the card about it, and shows it as it is. */
class HostileCardsTest {
  private static final int LONGEST_MESSAGE = 28 * 1024;

  private final IncidentCard cards = cards(Rosters.ashaAndBo());

  private static IncidentCard cards(RosterSnapshot roster) {
    return new IncidentCard(
        roster,
        new Links(
            new LinkSeal("a key that nobody knows"),
            () -> Optional.of("https://oncall.example.com"),
            new TestClock(NOW)));
  }

  private static void check(String message) {
    assertThat(message.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(LONGEST_MESSAGE);
    var card = JsonText.read(message).at("/attachments/0/content");
    assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
    assertThat(card.path("fallbackText").asText()).isNotBlank();
    assertThat(card.findValuesAsText("type")).doesNotContain("TextBlock", "Image");
    SharedContract.check("adaptive-card-1.5.0.json", SpecificationVersion.DRAFT_6, card);
  }

  private static IncidentBrief incident(String text) {
    return anIncident("checkout-1")
        .setTitle(text)
        .setText(text)
        .setSeverity(text)
        .setRunbook(text)
        .setLinks(List.of(new Link(text, text), new Link(text, "https://a.example/" + text)))
        .build();
  }

  @Test
  void areTakenHoweverMuchTheRosterSaysAndWhereverLinksLead() {
    var words = "\u8a9e".repeat(400) + ("\n" + "\u8a9e".repeat(90)).repeat(39);
    var wordy =
        cards(
            Rosters.ashaAndBo(
                Organization.newBuilder().setMessages(Map.of("teams", words)).build()));
    var far = "https://a.example/" + "x".repeat(1_950);
    var incident =
        anIncident("checkout-1")
            .setRunbook(far)
            .setLinks(List.of(new Link("1", far), new Link("2", far), new Link("3", far)))
            .build();

    var page = aPage("checkout-1.1").setIncident(incident).build();
    assertThat(wordy.preview(page)).contains("\u8a9e".repeat(30));
    check(wordy.preview(page));
    check(
        wordy.of(
            anAssignment("checkout-1", 2).setIncident(incident).setState("open").build(),
            Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("dev.watchbill.notifier.delivery.HostileTexts#all")
  void areTaken(String text) {
    var path = List.of(new PathStep(2, NOW, List.of(text), List.of()));
    for (var state : List.of("open", "acknowledged", "resolved")) {
      var assignment =
          anAssignment("checkout-1", 2)
              .setIncident(incident(text))
              .setState(state)
              .setBy(text)
              .setWhy(text)
              .setPath(path)
              .build();
      check(cards.of(assignment, Optional.empty()));
    }
    check(cards.preview(aPage("checkout-1.1").setIncident(incident(text)).setReason(text).build()));
  }
}
