package dev.watchbill.console.response;

import dev.watchbill.console.readmodel.questions.Answered.One;
import dev.watchbill.console.response.Report.Group;
import dev.watchbill.console.response.Report.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    var acknowledge = new long[incidents.size()];
    var resolve = new long[incidents.size()];
    var acknowledged = 0;
    var untouched = 0L;
    var pages = 0L;
    for (var nth = 0; nth < resolve.length; nth++) {
      var incident = incidents.get(nth);
      resolve[nth] = incident.resolveMs();
      pages += incident.pages();
      untouched += incident.untouched() ? 1 : 0;
      var acknowledgeMs = incident.acknowledgeMs();
      if (acknowledgeMs != null) {
        acknowledge[acknowledged++] = acknowledgeMs;
      }
    }
    return new Group(
        name,
        incidents.size(),
        acknowledged,
        untouched,
        pages,
        quantiles(Arrays.copyOf(acknowledge, acknowledged)),
        quantiles(resolve));
  }

  private static Quantiles quantiles(long[] times) {
    if (times.length == 0) {
      return new Quantiles(null, null, null);
    }
    Arrays.sort(times);
    var mean = Arrays.stream(times).sum() / times.length;
    return new Quantiles(mean, rank(times, 0.5), rank(times, 0.95));
  }

  /** The smallest time that at least this part of them don't exceed. */
  private static long rank(long[] sorted, double part) {
    return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
  }
}
