package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about pages. */
public final class Messages {
  /** Channels that are trackers: what they are told becomes a ticket. */
  public static final Set<String> TRACKERS =
      Set.of("jira", "redmine", "github", "gitlab", "servicenow");

  private final Jdbi database;

  public Messages(Jdbi database) {
    this.database = database;
  }

  /**
   * One page.
   *
   * @param cancelledAt null: it was not
   * @param receipts what became of it, oldest first; empty: nothing is known yet
   */
  public record Sent(Page page, @Nullable Instant cancelledAt, List<Receipt> receipts) {}

  /**
   * Messages delivered to the local inbox, newest first; and what another channel could tell of
   * only in a message with others, as the inbox is where each of those can be read.
   *
   * @param person whose; null: everybody's
   */
  public Listing<Page> inbox(@Nullable String person, Cursor after, int limit) {
    var condition = new Condition().and("person = ?", person).after("at", "id", after);
    var found =
        database.withHandle(rows ->
            rows.select(
                    """
                    SELECT p.record FROM
                      (SELECT id, at FROM inbox WHERE %s ORDER BY at DESC, id DESC LIMIT ?) AS newest
                      JOIN pages p ON p.id = newest.id
                    ORDER BY newest.at DESC, newest.id DESC
                    """
                        .formatted(condition.sql()),
                    condition.valuesAnd(limit + 1))
                .map((row, context) -> Records.PAGE.record(row.getBytes(1)))
                .list());
    return Listing.of(found, limit, page -> new Cursor(page.getAt().toEpochMilli(), page.getId()));
  }

  /** All pages about an incident, oldest first. */
  public List<Sent> about(String incident) {
    var receipts = receipts(incident);
    return database.withHandle(rows ->
        rows.select(
                "SELECT record, cancelled_at FROM pages WHERE incident = ? ORDER BY at, id",
                incident)
            .map((row, context) -> sent(row, receipts))
            .list());
  }

  /** The newest ticket of an incident, as its tracker calls it. */
  public Optional<String> ticket(String incident) {
    return rooms(incident).stream()
        .filter(receipt -> TRACKERS.contains(receipt.getChannel()))
        .max(Comparator.comparing(Receipt::getAt))
        .map(Receipt::getProviderRef)
        .map(ref -> ref.split(" ", 2)[0]);
  }

  /** Where an incident is shown besides here: the newest receipt of each room and tracker. */
  public List<Receipt> rooms(String incident) {
    return database.withHandle(rows ->
        rows
            .select(
                "SELECT record FROM receipts WHERE incident = ? AND page = '' AND outcome ="
                    + " 'accepted' ORDER BY at, id",
                incident)
            .map((row, context) -> Records.RECEIPT.record(row.getBytes(1)))
            .collect(
                Collectors.toMap(
                    receipt -> receipt.getChannel() + " " + receipt.getAddress(),
                    receipt -> receipt,
                    (_, newer) -> newer,
                    TreeMap::new))
            .values()
            .stream()
            .toList());
  }

  /** What an answer to a notice is about; empty: there is no such notice, or it asks for none. */
  public Optional<String> target(String notice) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM pages WHERE id = ?", notice)
            .map((row, context) -> Records.PAGE.record(row.getBytes(1)))
            .findOne()
            .map(Page::getTarget));
  }

  /** What a notice can still be answered: a handoff is accepted once, and in time. */
  public List<String> asks(Page page) {
    var target = page.getTarget();
    if (target == null || page.getAsks().isEmpty()) {
      return List.of();
    }
    var over =
        database.withHandle(rows ->
            rows.select(
                    "SELECT count(*) FROM schedule_events WHERE id IN (?, ?)",
                    target + "/accepted",
                    target + "/unaccepted")
                .mapTo(Integer.class)
                .one());
    return over > 0 ? List.of() : page.getAsks();
  }

  private static Sent sent(ResultSet row, Map<String, List<Receipt>> receipts) throws SQLException {
    var page = Records.PAGE.record(row.getBytes("record"));
    var cancelled = row.getLong("cancelled_at");
    return new Sent(
        page,
        row.wasNull() ? null : Instant.ofEpochMilli(cancelled),
        receipts.getOrDefault(page.getId(), List.of()));
  }

  private Map<String, List<Receipt>> receipts(String incident) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM receipts WHERE incident = ? ORDER BY at, id", incident)
            .map((row, context) -> Records.RECEIPT.record(row.getBytes(1)))
            .collect(Collectors.groupingBy(Receipt::getPage)));
  }
}
