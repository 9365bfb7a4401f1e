package dev.watchbill.notifier.slack;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import java.util.Map;
import java.util.Optional;

/** What people do in Slack, by whichever way it arrives. Each call takes as long as that takes. */
public final class SlackApp {
  private static final Gson JSON = new Gson();

  private final SlackActions actions;
  private final SlackCommands commands;
  private final ModalAnswers dialogs;
  private final SlackHome home;

  SlackApp(SlackActions actions, SlackCommands commands, ModalAnswers dialogs, SlackHome home) {
    this.actions = actions;
    this.commands = commands;
    this.dialogs = dialogs;
    this.home = home;
  }

  /**
   * A press, or a choice of a menu.
   *
   * @param payload JSON, as Slack sent it
   * @param key the same for the same request, whenever and wherever it arrives
   */
  public void interaction(String payload, String key) {
    actions.handle(payload, key);
  }

  /**
   * A dialog that was sent. Its answer is due within three seconds.
   *
   * @return JSON; empty: the payload is no dialog's, and for {@link #interaction}
   */
  public Optional<String> submission(String payload, String key) {
    return object(payload)
        .filter(it -> text(it, "type").equals(ViewSubmissionPayload.TYPE))
        .flatMap(it -> dialogs.answer(payload, key));
  }

  /** A slash command, by its fields. */
  public void command(Map<String, String> fields, String key) {
    commands.handle(fields, key);
  }

  /** Something that happened in the workspace; all but looking at the home page is passed over. */
  public void event(String payload) {
    var event = object(payload).map(it -> it.get("event")).filter(it -> it.isJsonObject());
    event
        .map(it -> it.getAsJsonObject())
        .filter(it -> text(it, "type").equals("app_home_opened"))
        .filter(it -> text(it, "tab").equals("home"))
        .map(it -> text(it, "user"))
        .filter(user -> !user.isEmpty())
        .ifPresent(user -> home.show(user, ""));
  }

  /** What Slack wants to hear back when an address for events is set up; empty: it is no such. */
  public static Optional<String> challenge(String payload) {
    return object(payload)
        .filter(it -> text(it, "type").equals("url_verification"))
        .map(it -> text(it, "challenge"));
  }

  private static Optional<JsonObject> object(String json) {
    try {
      return Optional.ofNullable(JSON.fromJson(json, JsonObject.class));
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonObject object, String name) {
    var value = object.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
