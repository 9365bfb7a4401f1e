package dev.watchbill.launcher.moving.opsgenie;

import static dev.watchbill.launcher.moving.opsgenie.Accounts.ANN;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.NOW;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.SHOP;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.SHOPS;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.moved;
import static dev.watchbill.launcher.moving.opsgenie.Accounts.turns;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParticipantsTest {
  private static final Instant END = NOW.plus(Duration.ofDays(7));

  @Test
  void saysWhoseTurnsAreNobodys() {
    var rotation =
        moved(turns(ANN, SHOPS)).teams().getFirst().schedules().getFirst().rotations().getFirst();

    assertThat(rotation.members()).containsExactly(List.of("ann"), List.of());
    assertThat(rotation.notes())
        .containsExactly(
            "Opsgenie asks the escalation \"Shop's\" here; its first rules name no person, so its turns are nobody's.");
  }

  /** What was written is a guess; a comparison of it with itself would say nothing. */
  @Test
  void namesWhomOnlyOpsgeniesRulesKnow() {
    assertThat(held("{'type': 'escalation', 'id': 'e', 'name': 'Shop\\'s'}", "[]"))
        .containsExactly("whoever the escalation \"Shop's\" asks");
    assertThat(held("{'type': 'team', 'id': 't', 'name': 'Shop'}", "[]"))
        .containsExactly("whoever the team \"Shop\" asks");
    assertThat(
            held(
                "{'type': 'team', 'id': 't', 'name': 'Shop'}",
                "[{'type': 'user', 'id': 'ann', 'name': 'ann@example.com'}]"))
        .containsExactly("ann");
    assertThat(held("{'type': 'none'}", "[]")).isEmpty();
  }

  private static List<String> held(String recipient, String flattened) {
    var answer =
        """
        {"data": {"startDate": "%s", "endDate": "%s", "finalTimeline": {"rotations": [{"periods": [
          {"startDate": "%s", "endDate": "%s", "recipient": %s, "flattenedRecipients": %s}]}]}}}
        """
            .formatted(
                NOW,
                END,
                NOW,
                END,
                recipient.replace("\\'", "’").replace('\'', '"').replace('’', '\''),
                flattened.replace('\'', '"'));
    var plan =
        new Timelines(answering(answer), new OpsgenieMoved(turns(ANN, SHOPS, SHOP), NOW))
            .of("s", NOW, END, 1);
    return plan.orElseThrow().held().stream().map(Held::who).toList();
  }

  @Test
  void knowsNoPlanFromAnAnswerWithoutAny() {
    var answer = "{\"data\": {\"startDate\": \"%s\", \"endDate\": \"%s\"}}".formatted(NOW, END);

    assertThat(
            new Timelines(answering(answer), new OpsgenieMoved(turns(ANN), NOW))
                .of("s", NOW, END, 1))
        .isEmpty();
  }

  private static Source answering(String answer) {
    return new Source() {
      @Override
      public JsonNode get(String path) {
        return ask(path).orElseThrow();
      }

      @Override
      public Optional<JsonNode> ask(String path) {
        try {
          return Optional.of(new ObjectMapper().readTree(answer));
        } catch (JsonProcessingException e) {
          throw new AssertionError(e);
        }
      }
    };
  }
}
