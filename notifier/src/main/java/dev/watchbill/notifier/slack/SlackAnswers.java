package dev.watchbill.notifier.slack;

import com.slack.api.Slack;
import com.slack.api.app_backend.interactive_components.ActionResponseSender;
import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells somebody who pressed a button, and nobody else, what became of it. */
final class SlackAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(SlackAnswers.class);

  private final ActionResponseSender sender;
  private final URI api;

  /**
   * @param api where Slack is; answers go only there and to Slack's own hosts
   */
  SlackAnswers(Slack slack, URI api) {
    sender = new ActionResponseSender(slack);
    this.api = api;
  }

  /** Says a sentence. */
  void say(@Nullable String responseUrl, String sentence) {
    say(responseUrl, SlackMessage.saying(sentence));
  }

  /**
   * Says something.
   *
   * @param responseUrl where this press is answered; null: it can't be
   */
  void say(@Nullable String responseUrl, SlackMessage message) {
    var url = Optional.ofNullable(responseUrl).filter(this::isSlack);
    if (url.isEmpty()) {
      LOG.atWarn().log("a press came without an address of slack's to answer to");
      return;
    }
    var answer =
        ActionResponse.builder()
            .responseType("ephemeral")
            .replaceOriginal(false)
            .deleteOriginal(false)
            .text(message.text())
            .blocks(message.blocks())
            .build();
    try {
      var answered = sender.send(url.get(), answer);
      if (answered.getCode() != 200) {
        LOG.atWarn().addKeyValue("status", answered.getCode()).log("slack took no answer");
      }
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("a press could not be answered");
    }
  }

  private boolean isSlack(String url) {
    try {
      var uri = URI.create(url);
      return sameServer(uri)
          || ("https".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getHost().endsWith(".slack.com"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean sameServer(URI uri) {
    return api.getScheme().equals(uri.getScheme()) && api.getAuthority().equals(uri.getAuthority());
  }
}
