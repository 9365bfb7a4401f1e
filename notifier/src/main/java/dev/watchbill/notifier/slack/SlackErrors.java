package dev.watchbill.notifier.slack;

import dev.watchbill.notifier.delivery.Delivery;
import java.util.Set;

/**
 * What Slack's error codes mean for a message.
 *
 * @see <a
 *     href="https://docs.slack.dev/reference/methods/chat.postMessage#errors">chat.postMessage</a>
 */
final class SlackErrors {
  /** Slack's own trouble, or a matter of time. All other codes stay what they are. */
  private static final Set<String> PASSING =
      Set.of(
          "ratelimited",
          "rate_limited",
          "message_limit_exceeded",
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org");

  /** It refuses the app, whoever the message is for. */
  private static final Set<String> OF_US =
      Set.of(
          "invalid_auth",
          "not_authed",
          "token_revoked",
          "token_expired",
          "account_inactive",
          "missing_scope",
          "not_allowed_token_type",
          "ekm_access_denied");

  /** The message that should be changed isn't there, or can't be changed any more. */
  private static final Set<String> GONE =
      Set.of("message_not_found", "cant_update_message", "edit_window_closed");

  private SlackErrors() {}

  static Delivery of(String error) {
    if (PASSING.contains(error)) {
      return Delivery.retryable("slack answered " + error);
    }
    var reason = "slack refused: " + meaning(error);
    return OF_US.contains(error) ? Delivery.refusesUs(reason) : Delivery.refused(reason);
  }

  static boolean isGone(String error) {
    return GONE.contains(error);
  }

  private static String meaning(String error) {
    return switch (error) {
      case "not_in_channel" -> error + " (invite the app to the channel)";
      case "channel_not_found" -> error + " (no such channel or user, or the app can't see it)";
      case "expired_trigger_id" -> error + " (Slack waits three seconds, and it took longer)";
      case "no_such_subteam" -> error + " (no such user group)";
      case "permission_denied" -> error + " (the workspace lets only admins change user groups)";
      case "is_archived" -> error + " (the channel is archived)";
      case "missing_scope" -> error + " (add the scope to the app and install it again)";
      case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive" ->
          error + " (check WATCHBILL_SLACK_TOKEN)";
      default -> error;
    };
  }
}
