package dev.watchbill.testkit.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One {@code watchbill} process, on the class path of this one. */
public final class ServedProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern LISTENS = Pattern.compile("(?:listens on|Console) +(http://\\S+)");

  private final Process process;
  private final Path log;
  private final long skip;
  private final HttpClient http;

  private ServedProcess(Process process, Path log, long skip, HttpClient http) {
    this.process = process;
    this.log = log;
    this.skip = skip;
    this.http = http;
  }

  /**
   * Starts it; returns before it listens.
   *
   * @param log where everything goes that it says; what is there stays
   * @param options of the JVM
   * @param arguments of the command, its name first
   */
  public static ServedProcess start(
      Path log,
      Map<String, String> variables,
      HttpClient http,
      List<String> options,
      List<String> arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.watchbill.launcher.Main"));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(variables);
    var before = Files.exists(log) ? Files.size(log) : 0;
    return new ServedProcess(builder.start(), log, before, http);
  }

  /** Where it listens, once it does. */
  public URI address() throws IOException, InterruptedException {
    await(() -> LISTENS.matcher(said()).find());
    var found = LISTENS.matcher(said());
    return found.find() ? URI.create(found.group(1)) : URI.create("");
  }

  /** Waits until it does its work. */
  public void awaitReady() throws IOException, InterruptedException {
    var ready = HttpRequest.newBuilder(address().resolve("/health/ready")).build();
    await(() -> status(ready) == 200);
  }

  /**
   * One of its metrics, all its labels summed up.
   *
   * @param token of somebody who may look
   * @return 0: it isn't there yet
   */
  double metric(String name, String token) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address().resolve("/metrics"))
            .header("Authorization", "Bearer " + token)
            .build();
    return http.send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Of the process. */
  public long pid() {
    return process.pid();
  }

  /** Asks it to end, and waits until it has. */
  public void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  String said() {
    try {
      var all = Files.readAllBytes(log);
      var from = (int) Math.min(skip, all.length);
      return new String(all, from, all.length - from, java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private int status(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private void await(Supplier<Boolean> what) throws InterruptedException {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!what.get()) {
      if (!process.isAlive() || System.nanoTime() > until) {
        throw new IllegalStateException("Expected it to be ready in time, but\n" + said());
      }
      Thread.sleep(20);
    }
  }
}
