package dev.watchbill.testkit.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Activities as Teams sends them to a bot. */
public final class TeamsActivity {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private TeamsActivity() {}

  /**
   * Somebody presses a button of a message's card.
   *
   * @param user Microsoft Entra object id
   * @param filledIn by the names of the inputs
   */
  public static ObjectNode press(
      TeamsStandIn teams,
      TeamsStandIn.Message message,
      String verb,
      String user,
      Map<String, String> filledIn) {
    var data = (ObjectNode) button(message.card(), verb).path("data").deepCopy();
    filledIn.forEach(data::put);
    return press(teams, message.conversation(), verb, user, data);
  }

  /** The same, whatever the card shows. */
  public static ObjectNode press(
      TeamsStandIn teams, String conversation, String verb, String user, JsonNode data) {
    var activity = of(teams, "invoke", conversation, user).put("name", "adaptiveCard/action");
    activity
        .putObject("value")
        .put("trigger", "manual")
        .putObject("action")
        .put("type", "Action.Execute")
        .put("verb", verb)
        .set("data", data);
    return activity;
  }

  /** Somebody writes to the bot. */
  public static ObjectNode written(
      TeamsStandIn teams, String conversation, String user, String text) {
    return of(teams, "message", conversation, user).put("text", text);
  }

  private static ObjectNode of(TeamsStandIn teams, String type, String conversation, String user) {
    var personal = conversation.startsWith("a:");
    var activity =
        JSON.createObjectNode()
            .put("type", type)
            .put("id", "f:" + NUMBERS.incrementAndGet())
            .put("channelId", "msteams")
            .put("serviceUrl", teams.serviceUrl());
    activity
        .putObject("from")
        .put("id", "29:" + user)
        .put("name", "Some Body")
        .put("aadObjectId", user);
    activity.putObject("recipient").put("id", "28:" + TeamsStandIn.APP);
    activity
        .putObject("conversation")
        .put("id", conversation)
        .put("conversationType", personal ? "personal" : "channel")
        .put("tenantId", TeamsStandIn.TENANT);
    var data = activity.putObject("channelData");
    data.putObject("tenant").put("id", TeamsStandIn.TENANT);
    if (!personal) {
      data.putObject("channel").put("id", conversation.split(";", -1)[0]);
    }
    return activity;
  }

  /** A button of a card, or of what it opens. */
  public static JsonNode button(JsonNode card, String verb) {
    for (var holder : card.findParents("verb")) {
      if (holder.path("verb").asText().equals(verb)) {
        return holder;
      }
    }
    throw new IllegalArgumentException("Expected a button %s, but got %s".formatted(verb, card));
  }
}
