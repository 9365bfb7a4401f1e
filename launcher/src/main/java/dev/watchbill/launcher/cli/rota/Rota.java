package dev.watchbill.launcher.cli.rota;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call: from a server, as published, or from roster files, as planned. Answers are arrays
 * in the form that {@code docs} and the API state; a WHEN is an instant with its zone, or a local
 * time of the organisation.
 */
interface Rota {
  /**
   * Who is on call at each of these instants.
   *
   * @param schedules none: all of them
   * @param service the schedules it relies on, beside those; null: no service is asked for
   * @param at none: now
   */
  JsonNode oncall(List<String> schedules, @Nullable String service, List<String> at);

  /** The shifts of a window, cut at its edges. */
  JsonNode shifts(List<String> schedules, String from, String to);

  /** What a window leaves uncovered. */
  JsonNode gaps(List<String> schedules, String from, String to);

  /** How the duty of each schedule is shared out in a window. */
  JsonNode fairness(List<String> schedules, String from, String to);
}
