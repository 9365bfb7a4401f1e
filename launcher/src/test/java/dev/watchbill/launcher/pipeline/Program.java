package dev.watchbill.launcher.pipeline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that a test started, and ends. */
final class Program implements AutoCloseable {
  private final Process process;
  private final Path log;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Whether a program is on the PATH. */
  static boolean isInstalled(String name) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /**
   * Starts a program.
   *
   * @param log where everything goes that it says
   * @param variables further ones of its environment
   */
  static Program start(Path log, Map<String, String> variables, List<String> command)
      throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(variables);
    return new Program(builder.start(), log);
  }

  /** A port nobody listens on now. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** What it has said so far. */
  String said() throws IOException {
    return Files.readString(log);
  }

  /**
   * Waits for its own end.
   *
   * @return its exit code
   * @throws IllegalStateException if it goes on for longer
   */
  int ended(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new IllegalStateException("Expected it to end by itself, but it had to be killed");
    }
    return process.exitValue();
  }

  /** Ends it without asking: {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end; returns its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException("Expected it to end when asked to, but it had to be killed");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    // Icinga's workers outlive the process that started them.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
