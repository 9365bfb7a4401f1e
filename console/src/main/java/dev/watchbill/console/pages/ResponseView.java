package dev.watchbill.console.pages;

import dev.watchbill.console.response.Report;
import dev.watchbill.console.response.Report.Group;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How incidents were responded to, and who carried it.
 *
 * @param days how long the window is, which ends now
 * @param teams to choose from
 */
public record ResponseView(Report report, int days, List<String> teams, People people) {
  private static final int SHOWN = 25;

  /** The first of a list; the whole is in the CSV. */
  public static <T> List<T> some(List<T> all) {
    return all.stream().limit(SHOWN).toList();
  }

  /** {@code 4 min}, {@code 2.5 h}; a dash where there is nothing. */
  public static String length(@Nullable Long millis) {
    if (millis == null) {
      return "–";
    }
    var length = Duration.ofMillis(millis);
    if (length.toMinutes() < 1) {
      return length.toSeconds() + " s";
    }
    if (length.toHours() < 2) {
      return length.toMinutes() + " min";
    }
    return length.toDays() < 2
        ? one(length.toMinutes() / 60.0) + " h"
        : one(length.toHours() / 24.0) + " d";
  }

  /** A number without needless decimals. */
  public static String one(double number) {
    return number == Math.rint(number)
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.1f", number);
  }

  /**
   * One hour of the day.
   *
   * @param height of its bar, in percent of the highest
   */
  public record Hour(String name, long incidents, double height) {}

  /** All of a day, those without incidents too. */
  public List<Hour> hours() {
    var incidents =
        report.hours().stream().collect(Collectors.toMap(Group::name, Group::incidents));
    var most = incidents.values().stream().mapToLong(it -> it).max().orElse(1);
    return IntStream.range(0, 24)
        .mapToObj("%02d"::formatted)
        .map(name -> {
          var many = incidents.getOrDefault(name, 0L);
          return new Hour(name, many, 100.0 * many / most);
        })
        .toList();
  }

  /** The address of a table as CSV. */
  public String csv(String table) {
    return "/api/v1/response.csv?table="
        + table
        + "&from="
        + report.from()
        + "&to="
        + report.to()
        + (report.team() == null ? "" : "&team=" + report.team());
  }

  /** The address of another view of it. */
  public String showing(int otherDays, @Nullable String team) {
    return "/response?days=" + otherDays + (team == null || team.isEmpty() ? "" : "&team=" + team);
  }
}
