package dev.watchbill.launcher;

import dev.watchbill.launcher.cli.CommandLines;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the {@code watchbill} command starts. */
public final class Main {
  private Main() {}

  /** Runs one command; its exit code says what became of it (see {@code watchbill help}). */
  public static void main(String[] arguments) {
    chooseLogging(arguments);
    var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    var code = CommandLines.create(out, err, arguments).execute(arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Before any logger is made, as it can't be changed afterwards. */
  private static void chooseLogging(String[] arguments) {
    var words = Arrays.asList(arguments);
    var at = words.indexOf("--log");
    var json = words.contains("--log=json") || (at >= 0 && words.indexOf("json") == at + 1);
    if (json) {
      System.setProperty("watchbill.log.appender", "json");
    }
    if (!words.isEmpty() && !words.getFirst().equals("up") && !words.getFirst().equals("serve")) {
      System.setProperty("watchbill.log.level", "warn");
    }
  }
}
