package dev.watchbill.console.pages;

import dev.watchbill.schemas.Silence;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which alerts page nobody.
 *
 * @param silences those that aren't over first
 * @param service what stands in the form
 * @param matcher what stands in the form
 */
public record SilencesView(
    List<Silence> silences, List<String> services, String service, String matcher, People people) {

  public static boolean isOver(Silence silence, Instant now) {
    return !silence.getEndsAt().isAfter(now);
  }

  /** Its conditions, as they are typed. */
  public static String conditions(Silence silence) {
    var labels =
        silence.getMatchers().stream()
            .map(it ->
                it.getName()
                    + (it.getIsEqual() ? "=" : "!")
                    + (it.getIsRegex() ? "~" : it.getIsEqual() ? "" : "=")
                    + it.getValue())
            .collect(Collectors.joining(" "));
    var service = silence.getService() == null ? "" : "service " + silence.getService() + " ";
    var team = silence.getTeam() == null ? "" : "team " + silence.getTeam() + " ";
    return (service + team + labels).strip();
  }
}
