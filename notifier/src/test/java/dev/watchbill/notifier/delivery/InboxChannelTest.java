package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InboxChannelTest {
  private final InboxChannel inbox = new InboxChannel(List.of("inbox", "slack"));

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
                "Expected a channel that is served here, one of [inbox, slack], but got 'pigeon'"));
  }
}
