package dev.watchbill.console.readmodel;

import dev.watchbill.console.readmodel.projection.Change;
import dev.watchbill.console.readmodel.projection.Projections;
import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.store.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Records into rows, and how far they were read, within one transaction. */
final class Applying {
  private Applying() {}

  /** Projects records that nobody has yet, and returns what changed by all of them. */
  static Set<Change> records(
      Projections projections, Database database, Handle rows, List<Received> records) {
    var changed = new LinkedHashSet<Change>();
    if (!database.isShared()) {
      records.forEach(record -> projections.apply(rows, record).ifPresent(changed::add));
      Offsets.move(rows, records);
      return changed;
    }
    database.holdOthers(rows);
    var known = Offsets.read(rows);
    var mine = new ArrayList<Received>();
    for (var record : records) {
      if (record.offset() >= known.getOrDefault(record.place(), 0L)) {
        mine.add(record);
        projections.apply(rows, record).ifPresent(changed::add);
      } else {
        // Another console was quicker; who asks here wants to know nevertheless.
        projections.seen(record).ifPresent(changed::add);
      }
    }
    Offsets.move(rows, mine);
    return changed;
  }

  /** Goes on behind a record without it. */
  static void leaveOut(Database database, Handle rows, Received record) {
    database.holdOthers(rows);
    Offsets.move(rows, List.of(record));
  }

  /**
   * Whether the database takes one of the records amiss rather than being away: tried again, it
   * would hold up the others for ever. SQLite has no such states, and takes everything.
   *
   * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">classes 22, 23
   *     and 54</a>
   */
  static boolean isOfARecord(JdbiException e) {
    return e.getCause() instanceof SQLException cause
        && cause.getSQLState() != null
        && cause.getSQLState().matches("(22|23|54).*");
  }
}
