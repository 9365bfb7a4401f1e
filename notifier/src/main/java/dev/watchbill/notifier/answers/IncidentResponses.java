package dev.watchbill.notifier.answers;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Secrets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do about incidents in a chat: handed over to be decided, and what became of it.
 *
 * @param people whose contact is also where it came from, as in {@code Response.via}
 */
public record IncidentResponses(Responses responses, LinkedPeople people, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentResponses.class);
  private static final Pattern INCIDENT = Pattern.compile("[A-Za-z0-9._-]{1,100}-[0-9]{1,18}");

  /** Whether it can be an incident's id. */
  public static boolean isIncident(String id) {
    return INCIDENT.matcher(id).matches();
  }

  /**
   * The id of the response that a press becomes.
   *
   * @param key the same for the same press, whenever and wherever it arrives
   */
  public String id(String key) {
    return people.contact() + "-" + Secrets.hash(key).substring(0, 32);
  }

  /** A note that somebody wrote. */
  public Result note(String incident, String text, String person, String key) {
    if (!isIncident(incident)) {
      return new Result("unknown", "That dialog names no incident.");
    }
    return give(ButtonAction.NOTE, incident, person, key, response -> response.setText(text));
  }

  /**
   * Hands it over, and waits a little while for the decision.
   *
   * @param key the same for the same press, whenever and wherever it arrives
   * @param more what else the action needs
   */
  public Result give(
      ButtonAction action,
      String incident,
      String person,
      String key,
      UnaryOperator<Response.Builder> more) {
    if (!people.mayAct(person)) {
      return new Result(
          "forbidden",
          "%s: not done for %s. Your role in the roster is viewer; acting takes a responder."
              .formatted(action.label(), incident));
    }
    var response =
        Response.newBuilder()
            .setId(id(key))
            .setIncident(incident)
            .setService(incident.substring(0, incident.lastIndexOf('-')))
            .setAt(clock.instant())
            .setPerson(person)
            .setAction(action.id())
            .setVia(people.contact());
    try {
      return said(action, incident, responses.give(more.apply(response).build()).join());
    } catch (CompletionException e) {
      return failed(action, incident, e);
    }
  }

  private static Result said(ButtonAction action, String incident, IncidentEvent event) {
    var outcome = event.getOutcome() == null ? "applied" : event.getOutcome();
    var plain =
        Map.of(
            "applied", action.label() + ": done for " + incident + ".",
            "already", action.label() + ": it was so already for " + incident + ".",
            "refused", action.label() + ": refused for " + incident + ".",
            "unknown", "There is no incident " + incident + " any more.");
    var sentence = plain.getOrDefault(outcome, action.label() + ": " + outcome + ".");
    return new Result(
        outcome, event.getWhy().isBlank() ? sentence : sentence + " " + event.getWhy());
  }

  private static Result failed(ButtonAction action, String incident, CompletionException e) {
    if (e.getCause() instanceof TimeoutException) {
      return new Result(
          "late",
          "%s: recorded for %s, but it takes longer than usual. The message changes when it is in force."
              .formatted(action.label(), incident));
    }
    if (e.getCause() instanceof NotRecordedYet) {
      return new Result(
          "unsure",
          "%s: not recorded yet for %s, Watchbill waits for its broker. If nothing changes within a minute, do it again, or call."
              .formatted(action.label(), incident));
    }
    LOG.atError().addKeyValue("incident", incident).setCause(e).log("response not written");
    return new Result(
        "failed",
        "%s: not recorded for %s, Watchbill can't reach its broker. Try again, or call."
            .formatted(action.label(), incident));
  }
}
