package dev.watchbill.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchbill.console.PostgresServer;
import dev.watchbill.console.readmodel.store.PostgresStore;
import dev.watchbill.schemas.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's PgBouncer in front of a database. */
@Tag("slow")
class OwnSessionsTest {
  private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

  @TempDir Path folder;

  private final String name = "t" + UUID.randomUUID().toString().replace("-", "");
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void isThere() {
    if (!Files.isExecutable(PROGRAM)) {
      System.out.println("SKIPPED " + getClass().getSimpleName() + ": no pgbouncer");
    }
    assumeTrue(Files.isExecutable(PROGRAM), "PgBouncer is not installed");
    assumeTrue(PostgresServer.url().isPresent(), "PostgreSQL is not installed");
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (var process : started) {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void refusesAPoolThatLendsSessionsForATransaction() throws IOException {
    var address = pooled("transaction");
    assertThatThrownBy(() -> open(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WATCHBILL_DATABASE_URL: expected a session of its own")
        .hasMessageContaining("pool_mode=session");
  }

  @Test
  void takesAPoolThatLendsSessionsForAsLongAsAConnectionLives() throws IOException {
    try (var model = open(pooled("session"))) {
      assertThat(model.offsets()).isEmpty();
    }
  }

  private ReadModel open(String address) {
    return ReadModel.open(new PostgresStore(address, name), TOPICS, "cluster");
  }

  /** The address of a pool in this mode, once it answers. */
  private String pooled(String mode) throws IOException {
    var port = freePort();
    var settings = folder.resolve("pgbouncer.ini");
    Files.writeString(
        settings,
        """
        [databases]
        postgres = host=127.0.0.1 port=%d user=watchbill
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = %s
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(URI.create(PostgresServer.url().orElseThrow()).getPort(), port, mode));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      // It refuses to run as root.
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.addAll(List.of(PROGRAM.toString(), settings.toString()));
    started.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start());
    var address = "postgresql://watchbill@127.0.0.1:%d/postgres".formatted(port);
    Awaitility.await().until(() -> answers(address));
    return address;
  }

  private static boolean answers(String address) {
    try {
      return Jdbi.create(PostgresStore.jdbc(address))
              .withHandle(rows -> rows.select("SELECT 1").mapTo(Integer.class).one())
          == 1;
    } catch (JdbiException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
