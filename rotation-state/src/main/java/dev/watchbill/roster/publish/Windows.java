package dev.watchbill.roster.publish;

import dev.watchbill.roster.Hours;
import dev.watchbill.schemas.HoursWindow;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Weekly hours as records. */
final class Windows {
  private Windows() {}

  static List<HoursWindow> of(List<Hours> hours) {
    return hours.stream().flatMap(it -> windows(it).stream()).toList();
  }

  /** A stretch over several days becomes one window a day. */
  private static List<HoursWindow> windows(Hours hours) {
    return switch (hours) {
      case Hours.Daily it -> List.of(window(it.days(), it.from().toString(), it.to().toString()));
      case Hours.Stretch it -> stretch(it);
    };
  }

  private static List<HoursWindow> stretch(Hours.Stretch stretch) {
    int days = Math.floorMod(stretch.toDay().getValue() - stretch.fromDay().getValue(), 7);
    if (days == 0 && stretch.to().isAfter(stretch.from())) {
      return List.of(
          window(Set.of(stretch.fromDay()), stretch.from().toString(), stretch.to().toString()));
    }
    int whole = days == 0 ? 7 : days;
    var windows = new ArrayList<HoursWindow>();
    windows.add(window(Set.of(stretch.fromDay()), stretch.from().toString(), "00:00"));
    for (int day = 1; day < whole; day++) {
      windows.add(window(Set.of(stretch.fromDay().plus(day)), "00:00", "00:00"));
    }
    if (!stretch.to().equals(LocalTime.MIDNIGHT)) {
      windows.add(window(Set.of(stretch.toDay()), "00:00", stretch.to().toString()));
    }
    return windows;
  }

  private static HoursWindow window(Set<DayOfWeek> days, String from, String to) {
    var names =
        days.size() == 7
            ? List.<String>of()
            : days.stream().sorted().map(Windows::shortName).toList();
    return HoursWindow.newBuilder().setDays(names).setFrom(from).setTo(to).build();
  }

  private static String shortName(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }
}
