package dev.watchbill.notifier.teams;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.web.JsonText;
import java.util.Optional;

/**
 * Something that happened in Teams, as the connector tells it. What isn't there is empty.
 *
 * @param id the same for the same activity
 * @param type message, invoke, conversationUpdate, …
 * @param name of an invoke
 * @param source which of Microsoft's channels it came by, such as {@code msteams}
 * @param serviceUrl where answers to it go
 * @param conversation where it happened; in a channel with the message whose thread it is
 * @param kind personal, channel or groupChat
 * @param room id of the channel or chat, where several see it
 * @param tenant of whoever did it
 * @param user Microsoft Entra object id of whoever did it
 * @param action of an invoke: what was pressed, and what was filled in
 * @see <a
 *     href="https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md">activities</a>
 */
public record Activity(
    String id,
    String type,
    String name,
    String source,
    String serviceUrl,
    String conversation,
    String kind,
    String room,
    String tenant,
    String user,
    JsonNode action) {
  private static final String PERSONAL = "personal";

  /** Empty: it isn't one. */
  public static Optional<Activity> of(String json) {
    var tree = JsonText.read(json);
    return tree.path("type").isTextual() ? Optional.of(of(tree)) : Optional.empty();
  }

  private static Activity of(JsonNode tree) {
    var conversation = text(tree.at("/conversation/id"));
    var kind = text(tree.at("/conversation/conversationType"));
    var channel = text(tree.at("/channelData/channel/id"));
    var tenant = text(tree.at("/channelData/tenant/id"));
    return new Activity(
        text(tree.path("id")),
        text(tree.path("type")),
        text(tree.path("name")),
        text(tree.path("channelId")),
        text(tree.path("serviceUrl")),
        conversation,
        kind,
        kind.equals(PERSONAL) ? "" : channel.isEmpty() ? conversation : channel,
        tenant.isEmpty() ? text(tree.at("/conversation/tenantId")) : tenant,
        text(tree.at("/from/aadObjectId")),
        tree.at("/value/action"));
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : "";
  }

  /** Whether only one person sees it. */
  boolean isPersonal() {
    return kind.equals(PERSONAL);
  }

  /** Whether somebody pressed a button of a card. */
  boolean isPress() {
    return type.equals("invoke") && name.equals("adaptiveCard/action");
  }

  /** The same for the same activity, wherever it arrives. */
  String key() {
    return conversation + "\n" + id;
  }
}
