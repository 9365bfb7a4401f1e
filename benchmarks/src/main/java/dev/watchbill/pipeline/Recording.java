package dev.watchbill.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A flight recording of another JVM, while this is open. */
final class Recording implements AutoCloseable {
  private static final String NAME = "throttle";
  private final long pid;

  private Recording(long pid) {
    this.pid = pid;
  }

  static Recording of(long pid, Path file) throws IOException, InterruptedException {
    jcmd(pid, "JFR.start", "name=" + NAME, "settings=profile", "filename=" + file);
    return new Recording(pid);
  }

  @Override
  public void close() throws IOException {
    try {
      jcmd(pid, "JFR.stop", "name=" + NAME);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void jcmd(long pid, String command, String... options)
      throws IOException, InterruptedException {
    var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var words = new ArrayList<>(List.of(tool, Long.toString(pid), command));
    words.addAll(List.of(options));
    var status =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("Expected jcmd to end with 0, but got " + status);
    }
  }
}
