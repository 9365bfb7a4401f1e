package dev.watchbill.notifier.slack;

import com.google.gson.JsonParseException;
import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.request.chat.ChatUpdateRequest;
import com.slack.api.methods.request.conversations.ConversationsRepliesRequest;
import com.slack.api.methods.request.usergroups.users.UsergroupsUsersListRequest;
import com.slack.api.methods.request.usergroups.users.UsergroupsUsersUpdateRequest;
import com.slack.api.methods.request.views.ViewsOpenRequest;
import com.slack.api.methods.request.views.ViewsPublishRequest;
import com.slack.api.model.Message;
import com.slack.api.model.view.View;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.web.LimitedLanes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Posts and changes messages, and shows views. A channel that Slack limits waits alone. */
final class SlackApi {
  private static final String TIMELINE = "watchbill_timeline";
  private static final String THROUGH = "through";
  private static final int MOST_REPLIES = 200;

  private final MethodsClient methods;
  private final LimitedLanes lanes;

  SlackApi(Slack slack, String token, InstantSource clock) {
    this.methods = slack.methods(token);
    lanes = new LimitedLanes(clock);
  }

  /** A call whose answer may be a refusal. */
  @FunctionalInterface
  private interface Call<R extends SlackApiTextResponse> {
    R answer() throws IOException, SlackApiException;
  }

  /** What becomes of an answer that is ok. */
  @FunctionalInterface
  private interface Ref<R> {
    String of(R answer);
  }

  /**
   * Posts a message.
   *
   * @param channel a channel's id or name, or a user's id
   */
  Delivery post(String channel, SlackMessage message) {
    var request = literal(channel, message).build();
    return attempt(
        "chat.postMessage " + channel,
        () -> methods.chatPostMessage(request),
        answer -> answer.getChannel() + "/" + answer.getTs());
  }

  /**
   * Posts into the thread of a message; waits with the posts of its channel.
   *
   * @param room as it was posted to
   * @param ref CHANNEL/TS of the message
   * @param through number of the newest step it tells of; Slack keeps it beside the text
   */
  Delivery reply(String room, String ref, long through, SlackMessage message) {
    var slash = ref.indexOf('/');
    var request =
        literal(ref.substring(0, slash), message)
            .threadTs(ref.substring(slash + 1))
            .metadata(new Message.Metadata(TIMELINE, Map.of(THROUGH, through)))
            .build();
    return attempt(
        "chat.postMessage " + room,
        () -> methods.chatPostMessage(request),
        answer -> answer.getChannel() + "/" + answer.getTs());
  }

  /** Nothing in it becomes markup, a mention or a preview. */
  private static ChatPostMessageRequest.ChatPostMessageRequestBuilder literal(
      String channel, SlackMessage message) {
    return ChatPostMessageRequest.builder()
        .channel(channel)
        .text(message.text())
        .blocks(message.blocks())
        .mrkdwn(false)
        .linkNames(false)
        .unfurlLinks(false)
        .unfurlMedia(false);
  }

  /**
   * How far the replies in a thread have told its timeline.
   *
   * @param ref CHANNEL/TS of the message
   * @return empty: none of them says, or Slack doesn't let us look
   */
  OptionalLong through(String ref, Instant since) {
    var slash = ref.indexOf('/');
    var request =
        ConversationsRepliesRequest.builder()
            .channel(ref.substring(0, slash))
            .ts(ref.substring(slash + 1))
            .oldest(Long.toString(since.getEpochSecond()))
            .limit(MOST_REPLIES)
            .includeAllMetadata(true)
            .build();
    var told =
        attempt(
            "conversations.replies",
            () -> methods.conversationsReplies(request),
            answer -> Long.toString(told(answer.getMessages())));
    return told instanceof Delivery.Delivered there
        ? OptionalLong.of(Long.parseLong(there.ref().orElse("0")))
        : OptionalLong.empty();
  }

  private static long told(@Nullable List<Message> replies) {
    return replies == null
        ? 0
        : replies.stream()
            .map(Message::getMetadata)
            .filter(kept -> kept != null && TIMELINE.equals(kept.getEventType()))
            .map(kept -> kept.getEventPayload().get(THROUGH))
            .mapToLong(through -> through instanceof Number number ? number.longValue() : 0)
            .max()
            .orElse(0);
  }

  /**
   * Changes a message that is there.
   *
   * @param ref CHANNEL/TS
   * @return empty: the message is gone
   */
  Optional<Delivery> change(String ref, SlackMessage message) {
    var slash = ref.indexOf('/');
    var request =
        ChatUpdateRequest.builder()
            .channel(ref.substring(0, slash))
            .ts(ref.substring(slash + 1))
            .text(message.text())
            .blocks(message.blocks())
            .linkNames(false)
            .build();
    var gone = new boolean[1];
    var delivery =
        attempt(
            "chat.update " + ref.substring(0, slash),
            () -> {
              var answer = methods.chatUpdate(request);
              gone[0] = !answer.isOk() && SlackErrors.isGone(String.valueOf(answer.getError()));
              return answer;
            },
            answer -> ref);
    return gone[0] ? Optional.empty() : Optional.of(delivery);
  }

  /**
   * Opens a dialog.
   *
   * @param trigger of what was pressed or typed; good for three seconds
   */
  Delivery open(String trigger, View view) {
    var request = ViewsOpenRequest.builder().triggerId(trigger).view(view).build();
    var opened = attempt("views.open", () -> methods.viewsOpen(request), answer -> "");
    // Somebody is waiting, and nobody asks again; Slack opens it once for its trigger.
    return opened instanceof Delivery.Retryable unreached && unreached.after().isEmpty()
        ? attempt("views.open", () -> methods.viewsOpen(request), answer -> "")
        : opened;
  }

  /** Shows the app's home page to somebody. */
  Delivery publish(String user, View view) {
    var request = ViewsPublishRequest.builder().userId(user).view(view).build();
    return attempt("views.publish " + user, () -> methods.viewsPublish(request), answer -> "");
  }

  /** Who is in a user group: their ids, separated by commas. */
  Delivery members(String group) {
    var request = UsergroupsUsersListRequest.builder().usergroup(group).build();
    return attempt(
        "usergroups.users.list",
        () -> methods.usergroupsUsersList(request),
        answer -> answer.getUsers() == null ? "" : String.join(",", answer.getUsers()));
  }

  /**
   * Says who is in a user group.
   *
   * @param users at least one
   */
  Delivery setMembers(String group, List<String> users) {
    var request = UsergroupsUsersUpdateRequest.builder().usergroup(group).users(users).build();
    return attempt(
        "usergroups.users.update", () -> methods.usergroupsUsersUpdate(request), answer -> group);
  }

  private <R extends SlackApiTextResponse> Delivery attempt(String lane, Call<R> call, Ref<R> ref) {
    var wait = lanes.left(lane);
    if (wait.isPresent()) {
      return Delivery.retryable("slack limits this", wait.get());
    }
    try {
      var answer = call.answer();
      return answer.isOk()
          ? Delivery.accepted(ref.of(answer))
          : SlackErrors.of(String.valueOf(answer.getError()));
    } catch (SlackApiException e) {
      return refused(lane, e);
    } catch (IOException e) {
      return Delivery.retryable("slack could not be reached: " + e.getClass().getSimpleName());
    } catch (JsonParseException e) {
      return Delivery.retryable("slack answered something that is not JSON");
    }
  }

  private Delivery refused(String lane, SlackApiException e) {
    var status = e.getResponse().code();
    if (status == 429) {
      var wait = retryAfter(e);
      lanes.limit(lane, wait);
      return Delivery.retryable("slack answered 429", wait);
    }
    if (status >= 500 || status == 408) {
      return Delivery.retryable("slack answered " + status);
    }
    var error = e.getError() == null ? null : e.getError().getError();
    return error == null
        ? Delivery.refused("slack refused with status " + status)
        : SlackErrors.of(error);
  }

  private static Duration retryAfter(SlackApiException e) {
    var header = e.getResponse().header("Retry-After");
    try {
      return Duration.ofSeconds(header == null ? 1 : Math.max(0, Long.parseLong(header.strip())));
    } catch (NumberFormatException notSeconds) {
      return Duration.ofSeconds(1);
    }
  }
}
