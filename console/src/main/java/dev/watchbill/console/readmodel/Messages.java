package dev.watchbill.console.readmodel;

import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about pages. */
public final class Messages {
  private static final String DELIVERED =
      "EXISTS (SELECT 1 FROM receipts r WHERE r.page = pages.id AND r.outcome IN ('accepted',"
          + " 'delivered', 'seen'))";

  /** In the inbox by itself. */
  private static final String HERE = "channel = 'inbox'";

  /** Told of elsewhere, but only together with others. */
  private static final String SUMMED_UP =
      "channel <> 'inbox' AND id IN (SELECT page FROM receipts WHERE summary IS NOT NULL)";

  private final Jdbi database;

  Messages(Jdbi database) {
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
    var here = delivered(HERE, person, after);
    var summedUp = delivered(SUMMED_UP, person, after);
    var values = new ArrayList<Object>(List.of(here.valuesAnd(limit + 1)));
    values.addAll(List.of(summedUp.valuesAnd(limit + 1)));
    values.add(limit + 1);
    var found =
        database.withHandle(rows ->
            rows.select(
                    // Each by itself has an index in this order, and ends early.
                    """
                    SELECT record FROM (
                      SELECT * FROM (
                        SELECT at, id, record FROM pages WHERE %s ORDER BY at DESC, id DESC LIMIT ?) AS a
                      UNION ALL
                      SELECT * FROM (
                        SELECT at, id, record FROM pages WHERE %s ORDER BY at DESC, id DESC LIMIT ?) AS b
                    ) AS both_kinds ORDER BY at DESC, id DESC LIMIT ?
                    """
                        .formatted(here.sql(), summedUp.sql()),
                    values.toArray())
                .map((row, context) -> Records.PAGE.record(row.getBytes(1)))
                .list());
    return Listing.of(found, limit, page -> new Cursor(page.getAt().toEpochMilli(), page.getId()));
  }

  private static Condition delivered(String which, @Nullable String person, Cursor after) {
    return new Condition()
        .and(which)
        .and("person = ?", person)
        .and(DELIVERED)
        .after("at", "id", after);
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
    return database.withHandle(rows ->
        rows.select(
                "SELECT record FROM receipts WHERE incident = ? AND page = '' AND outcome ="
                    + " 'accepted' AND (id LIKE '%/jira/%' OR id LIKE '%/redmine/%')"
                    + " ORDER BY at DESC LIMIT 1",
                incident)
            .map((row, context) -> Records.RECEIPT.record(row.getBytes(1)))
            .findOne()
            .map(Receipt::getProviderRef)
            .map(ref -> ref.split(" ", 2)[0]));
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
