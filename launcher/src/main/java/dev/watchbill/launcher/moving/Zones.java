package dev.watchbill.launcher.moving;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Time zones as other products name them. */
public final class Zones {
  /** As a roster names it. */
  public static final ZoneId UTC = ZoneId.of("UTC");

  private Zones() {}

  /** Empty: no zone that is known here. */
  public static Optional<ZoneId> of(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The one named most often, of several the first; UTC where none is. */
  public static ZoneId usual(List<ZoneId> zones) {
    var counts = new LinkedHashMap<ZoneId, Integer>();
    zones.forEach(it -> counts.merge(it, 1, Integer::sum));
    return counts.entrySet().stream()
        .max(
            Comparator.<Map.Entry<ZoneId, Integer>>comparingInt(Map.Entry::getValue)
                .thenComparingInt(it -> -zones.indexOf(it.getKey())))
        .map(Map.Entry::getKey)
        .orElse(UTC);
  }
}
