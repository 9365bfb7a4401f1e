package dev.watchbill.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Debian's PostgreSQL in a temporary folder, one for all tests of this process, as a user without
 * rights: it refuses to run as root.
 */
public final class PostgresServer {
  private static @Nullable String url;
  private static boolean tried;

  private PostgresServer() {}

  /** Its address; empty, and said so, where it isn't installed or can't be started. */
  public static synchronized Optional<String> url() {
    if (!tried) {
      tried = true;
      url = start();
      if (url == null) {
        System.out.println("SKIPPED tests on PostgreSQL: it isn't installed, or doesn't start");
      }
    }
    return Optional.ofNullable(url);
  }

  private static @Nullable String start() {
    var programs = programs();
    if (programs.isEmpty()) {
      return null;
    }
    try {
      var folder = Files.createTempDirectory("watchbill-postgres");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      var data = folder.resolve("data");
      var port = port();
      var initdb = programs.get().resolve("initdb").toString();
      var pgCtl = programs.get().resolve("pg_ctl").toString();
      if (!run(List.of(initdb, "-A", "trust", "-U", "watchbill", "-N", "-D", data.toString()))) {
        return null;
      }
      var options =
          "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=off"
              .formatted(port, folder);
      var log = folder.resolve("log").toString();
      if (!run(List.of(pgCtl, "-D", data.toString(), "-l", log, "-o", options, "-w", "start"))) {
        return null;
      }
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() ->
                  end(folder, List.of(pgCtl, "-D", data.toString(), "-m", "immediate", "stop"))));
      return "postgresql://watchbill@127.0.0.1:%d/postgres".formatted(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Path folder, List<String> stop) {
    run(stop);
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // It is a temporary folder.
    }
  }

  /** The newest that is installed. */
  private static Optional<Path> programs() {
    var all = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (var versions = Files.list(all)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean run(List<String> command) {
    var whole = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      whole.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    whole.addAll(command);
    try {
      var process =
          new ProcessBuilder(whole)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .directory(Path.of("/").toFile())
              .start();
      return process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int port() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
