package dev.watchbill.notifier.slack;

import java.util.Map;

/** What people do in Slack, by whichever way it arrives. Each call takes as long as that takes. */
public final class SlackApp {
  private final SlackActions actions;
  private final SlackCommands commands;

  SlackApp(SlackActions actions, SlackCommands commands) {
    this.actions = actions;
    this.commands = commands;
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

  /** A slash command, by its fields. */
  public void command(Map<String, String> fields, String key) {
    commands.handle(fields, key);
  }
}
