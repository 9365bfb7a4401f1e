package dev.watchbill.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where the processor time of a process went, from its flight recording. */
final class Profile {
  private static final int MOST = 12;

  private final Map<String, Integer> threads = new HashMap<>();
  private final Map<String, Integer> methods = new HashMap<>();
  private final Map<String, Integer> within = new HashMap<>();
  private int samples;

  private Profile() {}

  static Profile of(Path recording) throws IOException {
    var profile = new Profile();
    try (var file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        var event = file.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")
            && event.getStackTrace() != null) {
          profile.add(event);
        }
      }
    }
    return profile;
  }

  private void add(RecordedEvent event) {
    samples++;
    var thread = event.getThread("sampledThread");
    var name = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
    threads.merge(group(name), 1, Integer::sum);
    var frames = event.getStackTrace().getFrames();
    methods.merge(name(frames.getFirst()), 1, Integer::sum);
    Set<String> ours = new HashSet<>();
    for (var frame : frames) {
      ours.add(name(frame));
    }
    ours.forEach(method -> within.merge(method, 1, Integer::sum));
  }

  private static String group(String thread) {
    return thread.isEmpty()
        ? "(virtual)"
        : thread.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "*").replaceAll("\\d+", "N");
  }

  private static String name(RecordedFrame frame) {
    var type = frame.getMethod().getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
  }

  /** As text, in shares of all samples. */
  String text() {
    return "%d samples%n%nthreads%n%s%nmethods by themselves%n%s%nmethods with what they call%n%s"
        .formatted(samples, top(threads, MOST), top(methods, MOST), top(within, 70));
  }

  private String top(Map<String, Integer> counts, int most) {
    var text = new StringBuilder();
    List<Map.Entry<String, Integer>> sorted =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
            .limit(most)
            .toList();
    for (var entry : sorted) {
      text.append(
          String.format(
              Locale.ROOT, "  %5.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()));
    }
    return text.toString();
  }
}
