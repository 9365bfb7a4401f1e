package dev.watchbill.launcher.pipeline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Programs of others that a test needs together, with their files in one folder. */
final class Programs implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Path folder;
  private final Deque<Program> running = new ArrayDeque<>();

  /**
   * @param folder for their files and what they say
   */
  Programs(Path folder) {
    this.folder = folder;
  }

  /** Skips the test, saying so, where a program isn't installed. */
  static void need(String program) {
    var there = Program.isInstalled(program);
    if (!there) {
      System.out.println("SKIPPED a test that needs " + program + ", which isn't installed");
    }
    assumeTrue(there, program + " isn't installed");
  }

  Path folder() {
    return folder;
  }

  /** A file for a program. */
  Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** Starts one that goes on until this is closed. */
  void start(String... command) throws IOException {
    start(Map.of(), command);
  }

  /** The same with further variables. */
  void start(Map<String, String> environment, String... command) throws IOException {
    var _ = begin(environment, command);
  }

  /**
   * Runs one to its end.
   *
   * @return what it said
   * @throws IOException if it fails
   */
  String run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    var program = begin(environment, command);
    var code = program.ended(PATIENCE);
    if (code != 0) {
      throw new IOException(
          "Expected %s to succeed, but it ended with %d and said: %s"
              .formatted(command[0], code, program.said()));
    }
    return program.said();
  }

  private Program begin(Map<String, String> environment, String... command) throws IOException {
    var log = folder.resolve(command[0] + "-" + running.size() + ".log");
    var program = Program.start(log, environment, List.of(command));
    running.push(program);
    return program;
  }

  @Override
  public void close() {
    running.forEach(Program::close);
  }
}
