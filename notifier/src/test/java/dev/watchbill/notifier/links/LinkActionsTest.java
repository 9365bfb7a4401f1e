package dev.watchbill.notifier.links;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkActions.Answer;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkActionsTest {
  private final TestClock clock = new TestClock(NOW);
  private final LinkSeal seal = new LinkSeal("a key that nobody knows");
  private final RecordingResponses responses = new RecordingResponses();
  private final Uses uses = new Uses();
  private RosterSnapshot roster = Rosters.ashaAndBo();
  private LinkActions actions = actions();

  private static final class Uses implements LinkUses {
    final Set<String> used = new HashSet<>();
    boolean known = true;

    @Override
    public boolean known() {
      return known;
    }

    @Override
    public boolean used(String response) {
      return used.contains(response);
    }
  }

  private LinkActions actions() {
    return new LinkActions(seal, responses, uses, () -> roster, clock);
  }

  private String token() {
    var links = new Links(seal, () -> Optional.of("https://oncall.example.com/"), clock);
    var link = links.act(aPage("checkout-42.1").build(), "acknowledge").orElseThrow();
    assertThat(link).startsWith("https://oncall.example.com/links/");
    return link.substring("https://oncall.example.com/links/".length());
  }

  @Test
  void asksFirstHoweverOftenSomethingFollowsTheLink() {
    var token = token();

    for (var n = 0; n < 3; n++) {
      assertThat(actions.look(token))
          .isEqualTo(new Answer.Asks("acknowledge", "checkout-42", "Asha Rao"));
    }
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void actsOnceInTheNameOfWhomItWasSentTo() {
    var token = token();

    assertThat(actions.use(token, "192.0.2.1"))
        .isEqualTo(new Answer.Done("acknowledge: done for checkout-42.", true));
    assertThat(actions.use(token, "192.0.2.1")).isInstanceOf(Answer.Refused.class);
    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getPerson()).isEqualTo("asha");
          assertThat(response.getIncident()).isEqualTo("checkout-42");
          assertThat(response.getService()).isEqualTo("checkout");
          assertThat(response.getAction()).isEqualTo("acknowledge");
          assertThat(response.getVia()).isEqualTo("link");
          assertThat(response.getFrom()).isEqualTo("192.0.2.1");
        });
  }

  @Test
  void isUsedAfterARestartToo() {
    var token = token();
    actions.use(token, "");
    uses.used.add(responses.given().getFirst().getId());
    actions = actions();

    assertThat(actions.look(token)).isInstanceOf(Answer.Refused.class);
    assertThat(actions.use(token, "")).isInstanceOf(Answer.Refused.class);
    assertThat(responses.given()).hasSize(1);
  }

  @Test
  void waitsUntilItIsKnownWhatWasUsed() {
    uses.known = false;

    assertThat(actions.use(token(), "")).isInstanceOf(Answer.Later.class);
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void expiresAfterADay() {
    var token = token();
    clock.advance(Duration.ofHours(24));

    assertThat(actions.use(token, ""))
        .isEqualTo(new Answer.Refused("This link has expired. Sign in to act."));
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void mayBeTriedAgainWhereItCouldNotBeRecorded() {
    var token = token();
    responses.failingWith(new IOException("broker away"));

    assertThat(actions.use(token, "")).isInstanceOf(Answer.Later.class);
    assertThat(actions.use(token, "")).isInstanceOf(Answer.Later.class);
    assertThat(responses.given()).hasSize(2);
  }

  @Test
  void isNotUsedUpWhileItIsNotSureThatItIsRecorded() {
    var token = token();
    responses.failingWith(new NotRecordedYet());

    assertThat(actions.use(token, ""))
        .isEqualTo(
            new Answer.Later(
                "Not recorded yet: Watchbill waits for its broker. Use the link again in a minute,"
                    + " or call."));
    responses.answering("applied", "");
    assertThat(actions.use(token, "")).isInstanceOf(Answer.Done.class);
    assertThat(responses.given().stream().map(Response::getId).distinct()).hasSize(1);
  }

  @Test
  void doesNothingForWhoHasLeftOrMayOnlyLook() {
    var token = token();
    roster =
        Rosters.ashaAndBo(
            Organization.newBuilder().setRoles(Map.of("viewer", List.of("asha"))).build());
    assertThat(actions.use(token, "")).isInstanceOf(Answer.Refused.class);
    roster = RosterSnapshot.NONE;
    assertThat(actions.use(token, "")).isInstanceOf(Answer.Refused.class);
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void knowsItsOwnTokensOnly() {
    var token = token();
    var foreign = new LinkSeal("another key of somebody");
    var forged = foreign.token(seal.open(token).orElseThrow());
    var payload = token.substring(0, token.indexOf('.'));

    for (var bad :
        List.of(
            forged,
            "x" + token,
            token.substring(0, token.length() - 2),
            payload + ".",
            payload,
            token + "=",
            // The last of its characters has two bits that mean nothing.
            token.substring(0, token.length() - 1) + next(token.charAt(token.length() - 1)),
            payload + forged.substring(forged.indexOf('.')))) {
      assertThat(actions.use(bad, "")).isInstanceOf(Answer.Refused.class);
    }
    assertThat(responses.given()).isEmpty();
  }

  private static char next(char last) {
    var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return alphabet.charAt(alphabet.indexOf(last) ^ 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b", "%2e", "\u0000.\u0000"})
  void refusesWhatIsNoToken(String token) {
    assertThat(actions.look(token)).isInstanceOf(Answer.Refused.class);
  }
}
