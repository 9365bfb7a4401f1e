package dev.watchbill.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchbill.console.PostgresServer;
import dev.watchbill.console.readmodel.projection.Change;
import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.store.Layout;
import dev.watchbill.console.readmodel.store.PostgresStore;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Topics;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows as in a file, also where several consoles project into one database. */
@Tag("slow")
class PostgresReadModelTest {
  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

  @TempDir Path folder;

  private final String name = "t" + UUID.randomUUID().toString().replace("-", "");

  @BeforeAll
  static void isThere() {
    assumeTrue(PostgresServer.url().isPresent(), "PostgreSQL is not installed");
  }

  static LongStream seeds() {
    return LongStream.range(0, 6);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void holdsWhatAFileHolds(long seed) throws SQLException {
    var history = RandomHistory.of(seed, TOPICS, 400);
    try (var model = open()) {
      model.apply(history);
    }
    assertThat(dump()).isEqualTo(asAFile(history));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void holdsEachRecordOnceWhereTwoConsolesProject(long seed) throws Exception {
    var history = RandomHistory.of(seed, TOPICS, 400);
    try (var one = open();
        var other = open()) {
      bothProject(history, one, other, seed);
    }
    assertThat(dump()).isEqualTo(asAFile(history));
  }

  @ParameterizedTest
  @ValueSource(strings = {"repeatable read", "serializable"})
  void holdsEachRecordOnceWhateverTheDatabasesDefaultIs(String level) throws Exception {
    var history = RandomHistory.of(7, TOPICS, 400);
    var strict = database(level);
    var asAFile = asAFile(history);
    try (var one = open(strict);
        var other = open(strict)) {
      bothProject(history, one, other, 7);
      assertThat(dump(strict)).isEqualTo(asAFile);
      var next = one.begin();
      next.apply(history);
      one.replaceBy(next, next::offsets, () -> {});
    }
    assertThat(dump(strict)).isEqualTo(asAFile);
  }

  /** The address of one whose sessions begin with this level of isolation. */
  private static String database(String level) throws SQLException {
    var database = level.replace(' ', '_');
    var url = PostgresServer.url().orElseThrow();
    try (var connection = DriverManager.getConnection(PostgresStore.jdbc(url));
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
      statement.execute(
          "ALTER DATABASE %s SET default_transaction_isolation = '%s'".formatted(database, level));
    }
    return url.replaceFirst("/postgres$", "/" + database);
  }

  @Test
  void givesWhatStatesNoStartToEachIncidentItOpened() {
    try (var model = open()) {
      ReadModelTest.givesWhatStatesNoStartToEachIncidentItOpened(model);
    }
  }

  private static void bothProject(List<Received> history, ReadModel one, ReadModel other, long seed)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      var both =
          threads.invokeAll(
              Stream.of(one, other)
                  .<Callable<Boolean>>map(model ->
                      () -> {
                        project(history, model, new SplittableRandom(seed + model.hashCode()));
                        return true;
                      })
                  .toList());
      for (var done : both) {
        assertThat(done.get()).isTrue();
      }
      assertThat(one.roster().version()).isEqualTo(other.roster().version());
    }
  }

  private static void project(List<Received> history, ReadModel model, SplittableRandom random) {
    for (var from = 0; from < history.size(); ) {
      var to = Math.min(history.size(), from + 1 + random.nextInt(30));
      var _ = model.apply(history.subList(from, to));
      from = to;
    }
  }

  @Test
  void tellsWhatTheOtherConsoleAppliedToo() {
    var record = received(0, "token:a");
    try (var one = open();
        var other = open()) {
      one.apply(List.of(record));
      var told = new java.util.ArrayList<Change>();
      var _ = other.changes().subscribe(told::add);
      other.apply(List.of(record));
      assertThat(told).containsExactly(new Change(Change.Kind.CREDENTIAL, "token:a"));
    }
  }

  @Test
  void isMadeAnewUnderTheOtherConsolesHands() throws SQLException {
    try (var one = open();
        var other = open()) {
      one.apply(List.of(received(0, "token:forged")));
      var next = one.begin();
      next.apply(List.of(received(0, "token:a")));
      one.replaceBy(next, next::offsets, () -> {});
      for (var model : List.of(one, other)) {
        assertThat(model.keys().all()).extracting(Credential::getId).containsExactly("token:a");
      }
      other.apply(List.of(received(1, "token:b")));
      assertThat(one.keys().all()).hasSize(2);
    }
    try (var later = open()) {
      assertThat(later.keys().all()).hasSize(2);
    }
  }

  @Test
  void isMadeAnewByOneConsoleAtATime() {
    try (var one = open();
        var other = open()) {
      var next = one.begin();
      assertThatThrownBy(other::begin)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another console is at it");
      next.close();
      var later = other.begin();
      other.replaceBy(later, later::offsets, () -> {});
      one.begin().close();
    }
  }

  @Test
  void whoLostItsLockAddsNothingToAnothersTables() throws SQLException {
    try (var one = open();
        var other = open()) {
      var lost = one.begin();
      endSessionsWithLocks();
      var next = other.begin();
      next.apply(List.of(received(0, "token:a")));
      assertThatThrownBy(() -> lost.apply(List.of(received(1, "token:b"))))
          .isInstanceOf(JdbiException.class);
      assertThatThrownBy(() -> one.replaceBy(lost, lost::offsets, () -> {}))
          .isInstanceOf(RuntimeException.class);
      other.replaceBy(next, next::offsets, () -> {});
      assertThat(one.keys().all()).extracting(Credential::getId).containsExactly("token:a");
    }
  }

  /** As a network that was away, or somebody who ends what idles, would. */
  private static void endSessionsWithLocks() throws SQLException {
    try (var connection =
            DriverManager.getConnection(PostgresStore.jdbc(PostgresServer.url().orElseThrow()));
        var statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    }
  }

  @Test
  void letsOneConsoleAtATimeChangeTheSame() throws Exception {
    try (var one = open();
        var other = open();
        var threads = Executors.newFixedThreadPool(2)) {
      var number = new int[1];
      var both =
          threads.invokeAll(
              Stream.of(one, other)
                  .<Callable<Integer>>map(model ->
                      () -> {
                        for (var time = 0; time < 50; time++) {
                          var _ = model.turns().of("number", () -> increased(number));
                        }
                        return number[0];
                      })
                  .toList());
      for (var done : both) {
        assertThat(done.get()).isPositive();
      }
      assertThat(number[0]).isEqualTo(100);
    }
  }

  private static int increased(int[] number) {
    var before = number[0];
    Thread.onSpinWait();
    number[0] = before + 1;
    return before;
  }

  @Test
  void takesTextThatItCannotHold() {
    try (var model = open()) {
      assertThat(model.apply(List.of(received(0, "token:a\0b")))).isZero();
      assertThat(model.keys().all()).hasSize(1);
    }
  }

  @Test
  void isAskedForTextThatItCannotHold() {
    try (var model = open()) {
      assertThat(model.apply(List.of(received(0, "token:a\0b")))).isZero();
      assertThat(model.keys().find("token:a\0b")).isPresent();
      assertThat(model.shifts().plannedUntil("a\0b")).isEmpty();
    }
  }

  @Test
  void readsTheAddressPeopleWrite() {
    assertThat(
            PostgresStore.jdbc("postgresql://wb:a%40b%2Bc@db.example:5433/oncall?sslmode=require"))
        .isEqualTo(
            "jdbc:postgresql://db.example:5433/oncall?sslmode=require&user=wb&password=a%40b%2Bc");
    assertThatThrownBy(() -> PostgresStore.jdbc("mysql://wb:s3cret@db/oncall"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WATCHBILL_DATABASE_URL")
        .hasMessageNotContaining("s3cret");
  }

  private static Received received(long offset, String id) {
    return new Received(
        TOPICS.credentials.name(),
        0,
        offset,
        id,
        Credential.newBuilder().setId(id).setHash("hash of " + id).build(),
        true);
  }

  private ReadModel open() {
    return open(PostgresServer.url().orElseThrow());
  }

  private ReadModel open(String address) {
    return ReadModel.open(new PostgresStore(address, name), TOPICS, "cluster");
  }

  private List<String> asAFile(List<Received> history) throws SQLException {
    var file = folder.resolve("read-model.db");
    try (var model = ReadModel.open(file, TOPICS, "cluster")) {
      model.apply(history);
    }
    return Dump.of(file);
  }

  private List<String> dump() throws SQLException {
    return dump(PostgresServer.url().orElseThrow());
  }

  private List<String> dump(String address) throws SQLException {
    var schema = name + "_" + Layout.today(TOPICS.prefix(), "cluster").digest();
    try (var connection =
        DriverManager.getConnection(PostgresStore.jdbc(address) + "&currentSchema=" + schema)) {
      return Dump.of(
          connection,
          "SELECT tablename FROM pg_tables WHERE schemaname = '" + schema + "' ORDER BY 1",
          "rowid");
    }
  }
}
