package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboxChannelTest {
  private final InboxChannel inbox =
      new InboxChannel(
          List.of("slack"),
          Map.of("email", "email is not configured: WATCHBILL_SMTP_URL is not set"));

  @Test
  void hasArrivedOnceItIsOnTheTopic() {
    assertThat(inbox.deliver(aPage("checkout-1.1").setChannel("inbox").build()))
        .isEqualTo(Delivery.arrived());
  }

  @Test
  void answersForChannelsThatNobodyServes() {
    assertThat(inbox.deliver(aPage("checkout-1.1").setChannel("pigeon").build()))
        .isEqualTo(
            Delivery.refused(
                "Expected a channel that is served here, one of [slack], but got 'pigeon'"));
  }

  @Test
  void saysWhatNobodySetUp() {
    assertThat(inbox.deliver(aPage("checkout-1.1").setChannel("email").build()))
        .isEqualTo(Delivery.refused("email is not configured: WATCHBILL_SMTP_URL is not set"));
  }
}
