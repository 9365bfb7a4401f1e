package dev.watchbill.notifier.phone;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Short messages that reach a phone, or none. */
class MessageFatesTest {
  private final TestClock clock = new TestClock(NOW);
  private final LinkSeal seal = new LinkSeal("a key that nobody knows");
  private final ReceiptBook receipts = new ReceiptBook();
  private final MessageFates fates = new MessageFates(seal, receipts, clock);

  private String token() {
    var links = new Links(seal, () -> Optional.of("https://o.example.com"), clock);
    var pages = List.of(aPage("checkout-42.1").build(), aPage("search-7.3").build());
    var address = links.phone(pages, "/x/").orElseThrow();
    return address.substring(address.lastIndexOf('/') + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "delivered, '', delivered, the phone has the message",
    "read, '', delivered, the phone has the message",
    "undelivered, 30003, failed, the message could not be delivered (30003)",
    "failed, 30005, failed, the message could not be delivered (30005)",
    "undeliverable, '', failed, the message could not be delivered",
    "rejected, <script>, failed, the message could not be delivered"
  })
  void saysWhatBecameOfEachPage(String word, String code, String outcome, String reason)
      throws Exception {
    assertThat(fates.take(token(), word, code)).isTrue();

    assertThat(receipts.all())
        .extracting(it -> it.getPage() + " " + it.getChannel() + " " + it.getOutcome())
        .containsExactly("checkout-42.1 sms " + outcome, "search-7.3 sms " + outcome);
    assertThat(receipts.all())
        .allSatisfy(receipt -> {
          assertThat(receipt.getPermanent()).isEqualTo(outcome.equals("failed"));
          assertThat(receipt.getReason()).isEqualTo(reason);
          assertThat(receipt.getSummary()).isEqualTo("checkout-42.1");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "sending", "sent", "submitted", "accepted", "unknown", ""})
  void saysNothingOfWhatIsOnItsWay(String word) throws Exception {
    assertThat(fates.take(token(), word, "")).isTrue();
    assertThat(receipts.all()).isEmpty();
  }

  @Test
  void believesNoForgedOrOldToken() throws Exception {
    var token = token();
    assertThat(fates.take("x" + token, "failed", "")).isFalse();
    clock.advance(Duration.ofHours(25));
    assertThat(fates.take(token, "failed", "")).isFalse();
    assertThat(receipts.all()).isEmpty();
  }
}
