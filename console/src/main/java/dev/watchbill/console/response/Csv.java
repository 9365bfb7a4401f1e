package dev.watchbill.console.response;

import dev.watchbill.console.response.Report.Group;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tables of a report as CSV (RFC 4180).
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP: CSV injection</a>
 */
public final class Csv {
  /** Names of the tables. */
  public static final List<String> TABLES =
      List.of("teams", "services", "severities", "hours", "people", "rotations", "noisy");

  private static final String GROUP =
      "name,incidents,acknowledged,untouched,pages,mttaMs,ackP50Ms,ackP95Ms,mttrMs,resolveP50Ms,resolveP95Ms";

  private Csv() {}

  /** One table. */
  public static String of(Report report, String table) {
    return switch (table) {
      case "teams" -> groups(report.teams());
      case "services" -> groups(report.services());
      case "severities" -> groups(report.severities());
      case "hours" -> groups(report.hours());
      case "people" ->
          lines(
              "person,team,hours,nights,weekends,ahead,pages,brokenNights,offHours",
              report.people().stream()
                  .map(it ->
                      line(
                          it.person(),
                          it.team(),
                          it.hours(),
                          it.nights(),
                          it.weekends(),
                          it.ahead(),
                          it.pages(),
                          it.brokenNights(),
                          it.offHours())));
      case "rotations" ->
          lines(
              "schedule,rotation,most,least,spread,longest",
              report.rotations().stream()
                  .map(it ->
                      line(
                          it.schedule(),
                          it.rotation(),
                          it.most(),
                          it.least(),
                          it.spread(),
                          it.longest())));
      default ->
          lines(
              "service,alert,fired,signals",
              report.noisy().stream()
                  .map(it -> line(it.service(), it.name(), it.fired(), it.signals())));
    };
  }

  private static String groups(List<Group> groups) {
    return lines(
        GROUP,
        groups.stream()
            .map(it ->
                line(
                    it.name(),
                    it.incidents(),
                    it.acknowledged(),
                    it.untouched(),
                    it.pages(),
                    it.acknowledge().mean(),
                    it.acknowledge().p50(),
                    it.acknowledge().p95(),
                    it.resolve().mean(),
                    it.resolve().p50(),
                    it.resolve().p95())));
  }

  private static String lines(String head, Stream<String> lines) {
    return Stream.concat(Stream.of(head), lines).collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String line(@Nullable Object... cells) {
    return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(","));
  }

  /** A text that a spreadsheet would take for a formula begins with a quote. */
  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    var text = value.toString();
    if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
