package dev.watchbill.launcher;

import dev.watchbill.launcher.cli.CommandLines;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs what people and scripts ask most, or a start, for a JVM that writes down which classes that
 * takes (an AOT cache, see the start script). Says nothing.
 */
public final class Rehearsal {
  private static final List<List<String>> ASKED_MOST =
      List.of(
          List.of("oncall", "--format", "json"),
          List.of("oncall", "--at", "2026-12-24T03:00"),
          List.of("shifts", "--from", "2026-12-01T00:00", "--to", "2026-12-15T00:00"),
          List.of(
              "gaps", "--from", "2026-12-01T00:00", "--to", "2026-12-15T00:00", "--format=json"));

  private Rehearsal() {}

  /**
   * Rehearses.
   *
   * @param arguments {@code start}: a start, until somebody is paged. None: commands
   */
  public static void main(String[] arguments) {
    // As a command does: logging is set up by it.
    System.setProperty("watchbill.log.level", "warn");
    if (List.of(arguments).equals(List.of("start"))) {
      start();
    } else {
      commands();
    }
  }

  /** The demo, ended as Ctrl-C would once its first page is told of. */
  private static void start() {
    var told = new PrintWriter(new Awaiting("paged", () -> System.exit(0)), true);
    var nowhere = new PrintWriter(Writer.nullWriter());
    var code = CommandLines.create(told, nowhere, "demo").execute("demo", "--port", "0");
    System.exit(code == 0 ? 1 : code);
  }

  private static void commands() {
    var home = Path.of(System.getProperty("watchbill.home", "."));
    var shop = home.resolve("examples/shop").toString();
    ASKED_MOST.forEach(asked ->
        run(Stream.concat(asked.stream(), Stream.of("--roster", shop)).toArray(String[]::new)));
    run("check", shop);
    // Nobody listens there: the classes of asking a server are what counts.
    run("incidents", "--server", "http://127.0.0.1:1");
    run("--help");
  }

  private static void run(String... arguments) {
    var nowhere = new PrintWriter(Writer.nullWriter());
    CommandLines.create(nowhere, nowhere, arguments).execute(arguments);
  }

  /** Does something, once, when a word was written. */
  private static final class Awaiting extends Writer {
    private final String word;
    private final Runnable then;
    private boolean done;

    private Awaiting(String word, Runnable then) {
      this.word = word;
      this.then = then;
    }

    @Override
    public void write(char[] text, int from, int length) {
      if (!done && new String(text, from, length).contains(word)) {
        done = true;
        Thread.ofPlatform().name("enough").start(then);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
