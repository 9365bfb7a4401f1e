package dev.watchbill.console.api;

import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The message that shows whether messages arrive at an address. Its code is no credential: it lets
 * only the person who asked for it, signed in, confirm that one address, for some minutes.
 */
final class CodeMessage {
  private CodeMessage() {}

  static Page of(
      String person, String channel, String address, String code, Instant now, Instant until) {
    var title = "Your Watchbill code is " + code;
    return Page.newBuilder()
        .setId("notice/contact/" + UUID.randomUUID())
        .setKind("notice")
        .setPerson(person)
        .setChannel(channel)
        .setAddress(address)
        .setIncident(IncidentBrief.newBuilder().setService("contacts").setTitle(title).build())
        .setAt(now)
        .setNotAfter(until)
        .setText(
            title
                + "\nIt shows that pages to "
                + person
                + " arrive here, and is good for nothing else. It lasts "
                + Duration.between(now, until).toMinutes()
                + " minutes.")
        .setReason("they want to be reached here")
        .build();
  }
}
