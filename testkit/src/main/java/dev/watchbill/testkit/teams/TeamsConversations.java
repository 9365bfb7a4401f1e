package dev.watchbill.testkit.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.testkit.teams.TeamsStandIn.Answer;
import dev.watchbill.testkit.teams.TeamsStandIn.Message;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The conversations of a Teams, and the messages in them. */
final class TeamsConversations {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final Set<String> blocked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();

  List<Message> messages() {
    return List.copyOf(messages);
  }

  void forget() {
    messages.clear();
  }

  void block(String conversation) {
    blocked.add(conversation);
  }

  void unblock(String conversation) {
    blocked.remove(conversation);
  }

  /**
   * What comes of a request.
   *
   * @param segments of its path, from {@code conversations} on
   */
  Answer answer(String method, List<String> segments, JsonNode body) {
    if (method.equals("PUT")) {
      return changed(segments.get(1), segments.get(3), body);
    }
    return segments.size() == 1 ? opened(body) : posted(segments.get(1), body);
  }

  private Answer opened(JsonNode body) {
    if (!body.path("tenantId").asText().equals(TeamsStandIn.TENANT)
        || !body.at("/bot/id").asText().equals("28:" + TeamsStandIn.APP)) {
      throw new AssertionError("Expected the bot and its tenant, but got " + body);
    }
    var room = body.at("/channelData/channel/id").asText();
    if (!room.isEmpty()) {
      var number = numbers.incrementAndGet();
      var thread = "%s;messageid=%d".formatted(room, number);
      keep(thread, Integer.toString(number), body.path("activity"));
      return new Answer(
          201,
          JSON.createObjectNode()
              .put("id", thread)
              .put("activityId", Integer.toString(number))
              .toString());
    }
    if (body.path("members").size() != 1 || body.path("isGroup").asBoolean(true)) {
      throw new AssertionError("Expected one member, but got " + body);
    }
    return new Answer(
        201, TeamsStandIn.object("id", TeamsStandIn.chat(body.at("/members/0/id").asText())));
  }

  private Answer posted(String conversation, JsonNode activity) {
    if (blocked.contains(conversation)) {
      return TeamsStandIn.refused(403, "ConversationBlockedByUser");
    }
    var id = Integer.toString(numbers.incrementAndGet());
    keep(conversation, id, activity);
    return new Answer(201, TeamsStandIn.object("id", id));
  }

  private void keep(String conversation, String id, JsonNode activity) {
    TeamsContract.checkActivity(activity);
    messages.add(new Message(conversation, id, new CopyOnWriteArrayList<>(List.of(activity))));
  }

  private Answer changed(String conversation, String id, JsonNode activity) {
    TeamsContract.checkActivity(activity);
    var there =
        messages.stream()
            .filter(it -> it.conversation().equals(conversation) && it.id().equals(id))
            .findFirst();
    there.ifPresent(message -> message.versions().add(activity));
    return there.isPresent()
        ? new Answer(200, TeamsStandIn.object("id", id))
        : TeamsStandIn.refused(404, "ActivityNotFoundInConversation");
  }
}
