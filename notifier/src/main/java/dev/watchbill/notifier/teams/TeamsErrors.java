package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import java.util.Set;

/**
 * What the connector's refusals mean for a message.
 *
 * @see <a
 *     href="https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis">status
 *     codes</a>
 */
final class TeamsErrors {
  /** It refuses the bot, whoever the message is for. */
  private static final Set<String> OF_US =
      Set.of("BotDisabledByAdmin", "BotNotRegistered", "InvalidBotApiHost", "Unauthorized");

  private TeamsErrors() {}

  static Delivery of(Exchange.Answer.Not not) {
    return switch (not.delivery()) {
      // "Precondition failed, please try again."
      case Delivery.Refused _ when not.status() == 412 -> Delivery.retryable("teams answered 412");
      case Delivery.Refused refused -> {
        var code = code(not);
        var reason = "teams refused: " + meaning(code);
        yield code.isEmpty()
            ? refused
            : OF_US.contains(code) ? Delivery.refusesUs(reason) : Delivery.refused(reason);
      }
      case Delivery.Retryable retryable -> retryable;
      case Delivery.Delivered delivered -> delivered;
    };
  }

  /** Their word for it; what else they say may name people. */
  private static String code(Exchange.Answer.Not not) {
    var code = JsonText.read(not.body()).at("/error/code").asText("");
    return code.matches("[A-Za-z]{1,60}") ? code : "";
  }

  private static String meaning(String code) {
    return switch (code) {
      case "ConversationBlockedByUser" -> code + " (the person has blocked the bot)";
      case "ForbiddenOperationException" -> code + " (the app isn't installed for that person)";
      case "BotNotInConversationRoster" -> code + " (add the app to the team, or install it again)";
      case "BotDisabledByAdmin" -> code + " (an administrator has disabled the bot)";
      case "ConversationNotFound" -> code + " (no such channel, or it was deleted)";
      case "BotNotRegistered", "InvalidBotApiHost", "Unauthorized" ->
          code + " (check WATCHBILL_TEAMS_APP_ID, _TENANT and _URL)";
      case "MessageSizeTooBig" -> code + " (the card is too large)";
      default -> code;
    };
  }
}
