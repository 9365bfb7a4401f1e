package dev.watchbill.notifier.phone;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that a machine or nobody took. */
class CallFatesTest {
  private final TestClock clock = new TestClock(NOW);
  private final LinkSeal seal = new LinkSeal("a key that nobody knows");
  private final ReceiptBook receipts = new ReceiptBook();
  private final List<String> ended = new ArrayList<>();
  private final CallFates fates =
      new CallFates(seal, receipts, (person, page) -> ended.add(person + " " + page), clock);

  private String token() {
    return token(aPage("checkout-42.1").build());
  }

  private String token(Page... pages) {
    var links = new Links(seal, () -> Optional.of("https://o.example.com"), clock);
    var address = links.phone(List.of(pages), "/x/").orElseThrow();
    return address.substring(address.lastIndexOf('/') + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "machine_start, failed, an answering machine took the call",
    "machine_end_beep, failed, an answering machine took the call",
    "machine, failed, an answering machine took the call",
    "fax, failed, a fax took the call",
    "no-answer, failed, nobody took the call",
    "unanswered, failed, nobody took the call",
    "failed, failed, the call could not be put through",
    "human, delivered, a person took the call"
  })
  void saysWhatBecameOfThePage(String word, String outcome, String reason) throws Exception {
    assertThat(fates.take(token(), word)).isTrue();

    assertThat(receipts.all())
        .singleElement()
        .satisfies(receipt -> {
          assertThat(receipt.getPage()).isEqualTo("checkout-42.1");
          assertThat(receipt.getIncident()).isEqualTo("checkout-42");
          assertThat(receipt.getService()).isEqualTo("checkout");
          assertThat(receipt.getPerson()).isEqualTo("asha");
          assertThat(receipt.getOutcome()).isEqualTo(outcome);
          assertThat(receipt.getPermanent()).isEqualTo(outcome.equals("failed"));
          assertThat(receipt.getReason()).isEqualTo(reason);
          assertThat(receipt.getSummary()).isNull();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "completed", "ringing", "answered", ""})
  void saysNothingThatIsNotKnownForSure(String word) throws Exception {
    assertThat(fates.take(token(), word)).isTrue();
    assertThat(receipts.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "completed",
        "busy",
        "no-answer",
        "failed",
        "canceled",
        "unanswered",
        "rejected",
        "timeout",
        "cancelled"
      })
  void saysThatTheLineIsFreeWhenACallIsOver(String word) throws Exception {
    fates.take(token(), word);
    assertThat(ended).containsExactly("asha checkout-42.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ringing", "answered", "human", "machine_start", "in-progress", ""})
  void keepsTheLineWhileACallGoesOn(String word) throws Exception {
    fates.take(token(), word);
    assertThat(ended).isEmpty();
  }

  @Test
  void saysItOfEveryPageThatACallToldOf() throws Exception {
    var token = token(aPage("checkout-42.1").build(), aPage("search.eu-7.3").build());
    assertThat(fates.take(token, "machine_start")).isTrue();

    assertThat(receipts.all())
        .extracting(it -> it.getPage() + " of " + it.getIncident() + " for " + it.getService())
        .containsExactly(
            "checkout-42.1 of checkout-42 for checkout",
            "search.eu-7.3 of search.eu-7 for search.eu");
    assertThat(receipts.all()).extracting(Receipt::getSummary).containsOnly("checkout-42.1");
  }

  @Test
  void saysItOfAsManyPagesAsAnAddressHolds() throws Exception {
    var many =
        IntStream.range(0, 200)
            .mapToObj(i -> aPage("s".repeat(100) + "-" + i + ".1").build())
            .toArray(Page[]::new);
    assertThat(fates.take(token(many), "no-answer")).isTrue();

    assertThat(receipts.all()).hasSizeBetween(3, 10);
  }

  @Test
  void believesNoForgedOrOldToken() throws Exception {
    var token = token();
    assertThat(fates.take("x" + token, "machine_start")).isFalse();
    clock.advance(Duration.ofHours(25));
    assertThat(fates.take(token, "machine_start")).isFalse();
    assertThat(receipts.all()).isEmpty();
  }
}
