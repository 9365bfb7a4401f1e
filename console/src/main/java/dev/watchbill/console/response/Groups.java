package dev.watchbill.console.response;

import dev.watchbill.console.readmodel.Answered.One;
import dev.watchbill.console.response.Report.Group;
import dev.watchbill.console.response.Report.Quantiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sums incidents up. */
final class Groups {
  private Groups() {}

  /** By what a function says of each, the most incidents first; null: in none. */
  static List<Group> by(List<One> incidents, Function<One, @Nullable String> name) {
    return grouped(incidents, name).entrySet().stream()
        .map(group -> of(group.getKey(), group.getValue()))
        .sorted(Comparator.comparingLong(Group::incidents).reversed().thenComparing(Group::name))
        .toList();
  }

  /** The same, by name. */
  static List<Group> inOrder(List<One> incidents, Function<One, @Nullable String> name) {
    return grouped(incidents, name).entrySet().stream()
        .map(group -> of(group.getKey(), group.getValue()))
        .sorted(Comparator.comparing(Group::name))
        .toList();
  }

  private static Map<String, List<One>> grouped(
      List<One> incidents, Function<One, @Nullable String> name) {
    var groups = new HashMap<String, List<One>>();
    for (var incident : incidents) {
      var key = name.apply(incident);
      if (key != null) {
        groups.computeIfAbsent(key, all -> new ArrayList<>()).add(incident);
      }
    }
    return groups;
  }

  static Group of(String name, List<One> incidents) {
    var acknowledged = incidents.stream().map(One::acknowledgeMs).filter(Objects::nonNull).toList();
    return new Group(
        name,
        incidents.size(),
        acknowledged.size(),
        incidents.stream().filter(One::untouched).count(),
        incidents.stream().mapToLong(One::pages).sum(),
        quantiles(acknowledged),
        quantiles(incidents.stream().map(One::resolveMs).toList()));
  }

  private static Quantiles quantiles(List<Long> times) {
    if (times.isEmpty()) {
      return new Quantiles(null, null, null);
    }
    var sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    var sum = 0L;
    for (var time : sorted) {
      sum += time;
    }
    return new Quantiles(sum / sorted.length, rank(sorted, 0.5), rank(sorted, 0.95));
  }

  /** The smallest time that at least this part of them don't exceed. */
  private static long rank(long[] sorted, double part) {
    return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
  }
}
