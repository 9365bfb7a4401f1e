package dev.watchbill.notifier.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.Slack;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.request.SocketModeEnvelope;
import com.slack.api.socket_mode.response.AckResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Socket Mode: what people do in Slack, over a connection that we open, for installations it can't
 * reach.
 *
 * @see <a href="https://docs.slack.dev/apis/events-api/using-socket-mode">Socket Mode</a>
 */
public final class SlackSocket implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Slack slack;
  private final String appToken;
  private final SlackApp app;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable SocketModeClient client;

  public SlackSocket(Slack slack, String appToken, SlackApp app) {
    this.slack = slack;
    this.appToken = appToken;
    this.app = app;
  }

  /** Starts to connect, and tries until it is; the client reconnects by itself from then on. */
  public void start() {
    Thread.ofVirtual().name("slack-socket").start(this::connect);
  }

  @Override
  public void close() {
    closing.countDown();
    var open = client;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.atDebug().setCause(e).log("socket not closed in order");
      }
    }
  }

  private void connect() {
    var pause = Duration.ofSeconds(1);
    try {
      while (closing.getCount() > 0 && !connected()) {
        if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean connected() {
    try {
      var opened = slack.socketMode(appToken, SocketModeClient.Backend.JavaWebSocket);
      opened.addInteractiveEnvelopeListener(envelope -> later(() -> interaction(opened, envelope)));
      opened.addSlashCommandsEnvelopeListener(envelope ->
          take(opened, envelope, () -> app.command(fields(envelope), envelope.getEnvelopeId())));
      opened.addEventsApiEnvelopeListener(
          envelope -> take(opened, envelope, () -> app.event(payload(envelope))));
      opened.connect();
      client = opened;
      LOG.atInfo().log("connected to slack by socket mode");
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.atWarn().setCause(e).log("slack's socket mode can't be reached; trying again");
      return false;
    }
  }

  /** A dialog is answered with what is wrong with it, or what became of it. */
  private void interaction(SocketModeClient from, SocketModeEnvelope envelope) {
    var answer = app.submission(payload(envelope), envelope.getEnvelopeId());
    if (answer.isEmpty()) {
      take(from, envelope, () -> app.interaction(payload(envelope), envelope.getEnvelopeId()));
      return;
    }
    var response = new JsonObject();
    response.addProperty("envelope_id", envelope.getEnvelopeId());
    response.add("payload", JsonParser.parseString(answer.get()));
    from.sendSocketModeResponse(response.toString());
  }

  private static void take(SocketModeClient from, SocketModeEnvelope envelope, Runnable what) {
    // Slack wants to hear within 3 s that it arrived; what became of it is said in place.
    from.sendSocketModeResponse(AckResponse.builder().envelopeId(envelope.getEnvelopeId()).build());
    later(what);
  }

  private static void later(Runnable what) {
    Thread.ofVirtual().name("slack-press").start(what);
  }

  private static String payload(SocketModeEnvelope envelope) {
    return envelope.getPayload().toString();
  }

  private static Map<String, String> fields(SocketModeEnvelope envelope) {
    return envelope.getPayload().getAsJsonObject().entrySet().stream()
        .filter(field -> field.getValue().isJsonPrimitive())
        .collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue().getAsString()));
  }
}
