package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.projection.Change.Kind;
import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.console.readmodel.store.Writing;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Pages to people, and what became of them. */
final class MessageProjections {
  private MessageProjections() {}

  static Change page(Handle rows, String person, @Nullable Page page) {
    if (page == null) {
      return new Change(Kind.MESSAGE, person);
    }
    if (page.getKind().equals("cancel")) {
      Writing.row(
          rows,
          "UPDATE pages SET cancelled_at = ? WHERE id = ? AND cancelled_at IS NULL",
          page.getAt().toEpochMilli(),
          page.getId());
    } else {
      insert(rows, person, page);
    }
    return new Change(Kind.MESSAGE, page.getIncident().getId());
  }

  private static void insert(Handle rows, String person, Page page) {
    Writing.row(
        rows,
        """
        INSERT INTO pages (id, person, channel, incident, at, record) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING
        """,
        page.getId(),
        person,
        page.getChannel(),
        page.getIncident().getId(),
        page.getAt().toEpochMilli(),
        Records.PAGE.bytes(page));
    inbox(rows, page.getId());
  }

  /** Whichever of page and receipts comes last, then it stands there. */
  private static void inbox(Handle rows, String page) {
    Writing.row(
        rows,
        """
        INSERT INTO inbox (id, person, at) SELECT id, person, at FROM pages p
        WHERE id = ?
          AND (channel = 'inbox' OR EXISTS (SELECT 1 FROM receipts s WHERE s.page = p.id AND s.summary IS NOT NULL))
          AND EXISTS (SELECT 1 FROM receipts r WHERE r.page = p.id AND r.outcome IN ('accepted', 'delivered', 'seen'))
        ON CONFLICT (id) DO NOTHING
        """,
        page);
  }

  static Change receipt(Handle rows, String service, @Nullable Receipt receipt) {
    if (receipt == null) {
      return new Change(Kind.SERVICE, service);
    }
    Writing.row(
        rows,
        """
        INSERT INTO receipts (id, page, incident, outcome, summary, at, record)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING
        """,
        receipt.getId(),
        receipt.getPage(),
        receipt.getIncident(),
        receipt.getOutcome(),
        receipt.getSummary(),
        receipt.getAt().toEpochMilli(),
        Records.RECEIPT.bytes(receipt));
    if (!receipt.getPage().isEmpty()) {
      inbox(rows, receipt.getPage());
    }
    reached(rows, receipt);
    return new Change(Kind.MESSAGE, receipt.getIncident());
  }

  private static void reached(Handle rows, Receipt receipt) {
    if (receipt.getPerson() == null || receipt.getPage().isEmpty()) {
      return;
    }
    switch (receipt.getOutcome()) {
      case "accepted", "delivered", "seen" ->
          Writing.row(
              rows,
              """
              INSERT INTO reached (person, channel, reached_at) VALUES (?, ?, ?)
              ON CONFLICT (person, channel) DO UPDATE
                SET reached_at = max(ifnull(reached.reached_at, 0), excluded.reached_at)
              """,
              receipt.getPerson(),
              receipt.getChannel(),
              receipt.getAt().toEpochMilli());
      case "failed" ->
          Writing.row(
              rows,
              // Of two at the same time either may be read first; the greater text stays.
              """
              INSERT INTO reached (person, channel, failed_at, failed_why) VALUES (?, ?, ?, ?)
              ON CONFLICT (person, channel) DO UPDATE
                SET failed_at = excluded.failed_at, failed_why = excluded.failed_why
                WHERE (excluded.failed_at, excluded.failed_why) > (ifnull(reached.failed_at, 0), reached.failed_why)
              """,
              receipt.getPerson(),
              receipt.getChannel(),
              receipt.getAt().toEpochMilli(),
              receipt.getReason());
      default -> {
        // A page that was cancelled or came too late says nothing about the channel.
      }
    }
  }
}
