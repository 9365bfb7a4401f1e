package dev.watchbill.notifier.ticket;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.testkit.TestClock;
import org.junit.jupiter.api.Test;

/** Somebody took Jira's token away. */
class LeftTicketsTest {
  private final ReceiptBook receipts = new ReceiptBook();
  private final KnownIncidents incidents = new KnownIncidents();
  private LeftTickets left = started();

  private LeftTickets started() {
    return new LeftTickets("jira", incidents, receipts, new TestClock(NOW));
  }

  private void ticket(String incident, String ref) {
    left.learn(
        Receipt.newBuilder()
            .setId(incident + "/1/jira/PAY")
            .setIncident(incident)
            .setService("checkout")
            .setChannel("jira")
            .setAddress("PAY")
            .setProviderRef(ref)
            .setAt(NOW.minusSeconds(60))
            .build());
  }

  private void incident(String id, String status) {
    incidents.accept(
        id, Incident.newBuilder().setId(id).setService("checkout").setStatus(status).build());
  }

  @Test
  void areSaidOnceInAReceiptOfTheirIncident() throws InterruptedException {
    ticket("checkout-42", "PAY-1 open asha Done");
    incident("checkout-42", "open");
    left.tell();
    left.tell();

    assertThat(receipts.all())
        .containsExactly(
            Receipt.newBuilder()
                .setId("checkout-42/left/jira/PAY")
                .setIncident("checkout-42")
                .setService("checkout")
                .setChannel("jira")
                .setAddress("PAY")
                .setOutcome("failed")
                .setPermanent(true)
                .setReason("PAY-1 stays as it is: jira is not configured any more")
                .setAt(NOW)
                .setAttempts(0)
                .build());
  }

  @Test
  void areNotSaidAgainAfterARestart() throws InterruptedException {
    ticket("checkout-42", "PAY-1 open asha Done");
    incident("checkout-42", "open");
    left.tell();
    left = started();
    ticket("checkout-42", "PAY-1 open asha Done");
    receipts.all().forEach(left::learn);
    left.tell();

    assertThat(receipts.all()).hasSize(1);
  }

  @Test
  void areThoseWhoseIncidentIsOpenOrWasResolvedUnseen() throws InterruptedException {
    ticket("checkout-1", "PAY-1 resolved");
    incident("checkout-1", "resolved");
    ticket("checkout-2", "PAY-2 acknowledged asha");
    incident("checkout-2", "resolved");
    ticket("checkout-3", "PAY-3 resolved");
    incident("checkout-3", "acknowledged");
    ticket("checkout-4", "PAY-4 open asha");
    left.tell();

    assertThat(receipts.all())
        .extracting(Receipt::getIncident)
        .containsExactly("checkout-2", "checkout-3");
  }

  @Test
  void areNoneWhereOnlyOthersHaveTickets() throws InterruptedException {
    left.learn(
        Receipt.newBuilder()
            .setId("checkout-42/1/redmine/payments")
            .setIncident("checkout-42")
            .setChannel("redmine")
            .setAddress("payments")
            .setProviderRef("17 open asha")
            .build());

    assertThat(left.areThereAny()).isFalse();
    ticket("checkout-42", "PAY-1 open asha");
    assertThat(left.areThereAny()).isTrue();
  }
}
