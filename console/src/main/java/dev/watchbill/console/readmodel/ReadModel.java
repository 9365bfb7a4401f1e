package dev.watchbill.console.readmodel;

import dev.watchbill.console.readmodel.projection.Change;
import dev.watchbill.console.readmodel.projection.Projections;
import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.questions.Alerts;
import dev.watchbill.console.readmodel.questions.Answered;
import dev.watchbill.console.readmodel.questions.AuditTrail;
import dev.watchbill.console.readmodel.questions.Beats;
import dev.watchbill.console.readmodel.questions.Incidents;
import dev.watchbill.console.readmodel.questions.Keys;
import dev.watchbill.console.readmodel.questions.Measured;
import dev.watchbill.console.readmodel.questions.Messages;
import dev.watchbill.console.readmodel.questions.Reach;
import dev.watchbill.console.readmodel.questions.ReviewsKept;
import dev.watchbill.console.readmodel.questions.ScheduleStory;
import dev.watchbill.console.readmodel.questions.Senders;
import dev.watchbill.console.readmodel.questions.Served;
import dev.watchbill.console.readmodel.questions.SettingsKept;
import dev.watchbill.console.readmodel.questions.Shifts;
import dev.watchbill.console.readmodel.questions.SilencesKept;
import dev.watchbill.console.readmodel.questions.Standing;
import dev.watchbill.console.readmodel.store.Database;
import dev.watchbill.console.readmodel.store.FileStore;
import dev.watchbill.console.readmodel.store.Layout;
import dev.watchbill.console.readmodel.store.Place;
import dev.watchbill.console.readmodel.store.PostgresStore;
import dev.watchbill.console.readmodel.store.Store;
import dev.watchbill.console.readmodel.store.Values;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics as tables in one SQLite file, or in a PostgreSQL database that consoles share. Records
 * are applied by one thread; questions may be asked by any, and see whole batches only.
 *
 * <p>The file can always be made anew from the topics: it is, when it was written for another
 * layout, other schemas or another cluster.
 */
public final class ReadModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadModel.class);

  private final Projections projections;
  private final Store store;
  private final Layout layout;
  private final Changes changes = new Changes();
  private final Turns turns;

  /** Held while rows change, and while other tables take the place of these. */
  private final ReentrantLock writing = new ReentrantLock();

  private final Jdbi questions = Values.in(Jdbi.create(new InForce()));
  private volatile Database database;
  private volatile RosterInForce roster;

  /** Connections to whatever tables are in force. */
  private final class InForce implements ConnectionFactory {
    private final Map<Connection, Database> lent = new ConcurrentHashMap<>();

    @Override
    public Connection openConnection() throws SQLException {
      for (var tries = 0; tries < 100; tries++) {
        var now = database;
        var connection = now.lend();
        if (connection != null) {
          lent.put(connection, now);
          return connection;
        }
        // Closed: others have just taken its place, or will at once.
        Thread.onSpinWait();
      }
      throw new SQLException("Expected an open read model, but it is closed");
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
      Objects.requireNonNull(lent.remove(connection)).takeBack(connection);
    }
  }

  private ReadModel(Projections projections, Store store, Layout layout, Database database) {
    this.projections = projections;
    this.store = store;
    this.layout = layout;
    this.turns = new Turns(store);
    this.database = database;
    this.roster = RosterInForce.read(database.reader());
  }

  /**
   * Opens a file, or makes it.
   *
   * @param cluster tells the cluster whose topics these are from another one
   */
  public static ReadModel open(Path file, Topics topics, String cluster) {
    return open(new FileStore(file), topics, cluster);
  }

  /**
   * Opens what a PostgreSQL database holds, or makes it; other consoles may do the same.
   *
   * @param address {@code postgresql://user:password@host:port/database}
   * @throws IllegalArgumentException if the address isn't one, or its connections share sessions
   */
  public static ReadModel openShared(String address, Topics topics, String cluster) {
    return open(new PostgresStore(address, "watchbill"), topics, cluster);
  }

  static ReadModel open(Store store, Topics topics, String cluster) {
    var layout = Layout.today(topics.prefix(), cluster);
    return new ReadModel(new Projections(topics), store, layout, store.open(layout));
  }

  /**
   * Another read model of the same topics, empty, beside this one. It takes this one's place with
   * {@link #replaceBy}; closed before that, it is thrown away with the next one.
   */
  public ReadModel begin() {
    return new ReadModel(projections, store, layout, store.begin(layout));
  }

  /**
   * Puts what another one holds in this one's place, once it lacks nothing that this one has.
   * Nothing is applied here meanwhile; questions are answered all the time.
   *
   * @param next made with {@link #begin}; what it held is this one's afterwards, and closing it
   *     closes nothing that is in force
   * @param reached up to where the other was read, by partition
   * @param readOn reads on in the other
   */
  @SuppressWarnings("ReferenceEquality") // Which of the two it is, not what it holds.
  public void replaceBy(ReadModel next, Supplier<Map<Place, Long>> reached, Runnable readOn) {
    writing.lock();
    try {
      var inForce =
          store.replace(
              database,
              next.database,
              () -> {
                while (isBehind(reached.get())) {
                  readOn.run();
                }
              });
      var gone = inForce == database ? next.database : database;
      // From here on nothing may fail: what would be closed for it is in force.
      next.database = gone;
      database = inForce;
      readRosterAgain();
      discard(gone);
    } finally {
      writing.unlock();
    }
  }

  private void readRosterAgain() {
    try {
      roster = RosterInForce.read(database.reader());
    } catch (JdbiException e) {
      LOG.atError().setCause(e).log("the roster could not be read again; the one before holds");
    }
  }

  private void discard(Database gone) {
    try {
      store.discard(gone);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("the old read model could not be thrown away");
    }
  }

  private boolean isBehind(Map<Place, Long> reached) {
    return offsets().entrySet().stream()
        .anyMatch(row -> reached.getOrDefault(row.getKey(), 0L) < row.getValue());
  }

  /** Topics it is made from. */
  public List<Topic<?>> topics() {
    return projections.topics();
  }

  /** The next offset of each partition that was ever read. */
  public Map<Place, Long> offsets() {
    return database.reader().withHandle(Offsets::read);
  }

  /**
   * Applies records and moves the offsets, all or nothing, then tells what changed. A record that a
   * projection can't take is left out, so that it doesn't hold up the others.
   *
   * @return how many were left out
   * @throws JdbiException if the file can't be written; nothing was applied
   */
  public int apply(List<Received> records) {
    try {
      commit(records);
      return 0;
    } catch (JdbiException e) {
      if (!Applying.isOfARecord(e)) {
        throw e;
      }
      return applyOneByOne(records);
    } catch (RuntimeException e) {
      return applyOneByOne(records);
    }
  }

  private int applyOneByOne(List<Received> records) {
    var leftOut = 0;
    for (var record : records) {
      try {
        commit(List.of(record));
      } catch (RuntimeException e) {
        if (e instanceof JdbiException away && !Applying.isOfARecord(away)) {
          throw away;
        }
        leftOut++;
        LOG.atError()
            .addKeyValue("topic", record.topic())
            .addKeyValue("partition", record.partition())
            .addKeyValue("offset", record.offset())
            .setCause(e)
            .log("record left out of the read model");
        database.writer().useTransaction(rows -> Applying.leaveOut(database, rows, record));
      }
    }
    return leftOut;
  }

  private void commit(List<Received> records) {
    writing.lock();
    try {
      Set<Change> changed =
          database
              .writer()
              .inTransaction(rows -> Applying.records(projections, database, rows, records));
      if (changed.stream().anyMatch(change -> change.kind() == Change.Kind.ROSTER)) {
        roster = RosterInForce.read(database.reader());
      }
      changes.tell(changed);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Reads once more what is kept in memory, and tells listeners to do so: rows may hold what was
   * never received here, where another console applied it, or where a listener wasn't told.
   */
  public void readAgain() {
    writing.lock();
    try {
      roster = RosterInForce.read(database.reader());
      changes.tell(Set.of(new Change(Change.Kind.ALL, "")));
    } finally {
      writing.unlock();
    }
  }

  /** Tells listeners what changed. */
  public Changes changes() {
    return changes;
  }

  /** Lets one at a time change what it has read. */
  public Turns turns() {
    return turns;
  }

  /** The newest whole roster; {@link RosterSnapshot#NONE} before the first. */
  public RosterSnapshot roster() {
    return roster.snapshot();
  }

  /** Records of the newest whole roster, by key. */
  public Map<String, RosterRecord> rosterRecords() {
    return RosterInForce.records(questions());
  }

  /** The newest whole roster, where it came from, and what keeps a newer one from being applied. */
  public RosterInForce rosterInForce() {
    return roster;
  }

  /** Incidents and their timelines. */
  public Incidents incidents() {
    return new Incidents(questions());
  }

  /** Alerts. */
  public Alerts alerts() {
    return new Alerts(questions());
  }

  /** Pages and what became of them. */
  public Messages messages() {
    return new Messages(questions());
  }

  /** Published shifts and gaps. */
  public Shifts shifts() {
    return new Shifts(questions());
  }

  /** Availability of people, state of services. */
  public Standing standing() {
    return new Standing(questions());
  }

  /** Whom pages reached. */
  public Reach reach() {
    return new Reach(questions());
  }

  /** Heartbeats, and senders that are expected to be heard. */
  public Beats beats() {
    return new Beats(questions());
  }

  /** What happened to schedules. */
  public ScheduleStory scheduleStory() {
    return new ScheduleStory(questions());
  }

  /** How incidents were responded to, summed up. */
  public Answered answered() {
    return new Answered(questions());
  }

  /** Who in fact was on call. */
  public Served served() {
    return new Served(questions());
  }

  /** Which alerts page nobody. */
  public SilencesKept silences() {
    return new SilencesKept(questions());
  }

  /** Reviews of incidents that are over. */
  public ReviewsKept reviews() {
    return new ReviewsKept(questions());
  }

  /** What people set for themselves. */
  public SettingsKept settings() {
    return new SettingsKept(questions());
  }

  /** How incidents were responded to. */
  public Measured measured() {
    return new Measured(questions());
  }

  /** Credentials. */
  public Keys keys() {
    return new Keys(questions());
  }

  /** What came from integrations, and what of it was refused. */
  public Senders senders() {
    return new Senders(questions());
  }

  /** Who did what. */
  public AuditTrail audit() {
    return new AuditTrail(questions());
  }

  private Jdbi questions() {
    return questions;
  }

  @Override
  public void close() {
    database.close();
  }
}
