package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Instant;
import java.util.List;

/** Valid records; a test changes what it is about. */
public final class Samples {
  /** When everything here happens. */
  public static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  static {
    TrustedRecords.trust();
  }

  private Samples() {}

  public static IncidentBrief.Builder anIncident(String id) {
    return IncidentBrief.newBuilder()
        .setId(id)
        .setService(id.substring(0, id.lastIndexOf('-')))
        .setSeverity("critical")
        .setTier(1)
        .setRegion("eu")
        .setTitle("Checkout answers with errors")
        .setText("5 % of requests fail")
        .setRunbook("https://wiki.example.com/checkout")
        .setOpenedAt(NOW.minusSeconds(60))
        .setAlerts(3);
  }

  /** A page whose id is INCIDENT.NUMBER. */
  public static Page.Builder aPage(String id) {
    return Page.newBuilder()
        .setId(id)
        .setPerson("asha")
        .setChannel("slack")
        .setAddress("U02ASHA")
        .setIncident(anIncident(id.substring(0, id.lastIndexOf('.'))).build())
        .setAt(NOW)
        .setStep(1)
        .setText("CRITICAL checkout: Checkout answers with errors")
        .setReason("on call in payments-primary until Mon 09:00");
  }

  public static Page.Builder aCancellation(String id) {
    return aPage(id).setKind("cancel");
  }

  public static Assignment.Builder anAssignment(String incident, long seq) {
    return Assignment.newBuilder()
        .setIncident(anIncident(incident).build())
        .setSeq(seq)
        .setAt(NOW)
        .setStep(1)
        .setChannels(List.of(new ChatChannel("slack", "#payments-alerts")));
  }
}
