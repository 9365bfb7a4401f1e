package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.notifier.answers.RecordingCommands;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackSocketTest {
  private final SlackStandIn slack = new SlackStandIn();
  private final RecordingResponses responses = new RecordingResponses();
  private final Slackside slackside = new Slackside();
  private final SlackSocket socket =
      new SlackSocket(
          slack.client(),
          "xapp-test",
          new SlackWorkspace(slack.settings(), "xoxb-test", Rosters::ashaAndBo, new TestClock(NOW))
              .app(
                  responses,
                  new RecordingCommands(),
                  new KnownShifts(),
                  new KnownIncidents(),
                  new NotifierMetrics(new SimpleMeterRegistry())));

  /** Slack's end of the connection. */
  private static final class Slackside extends WebSocketServer {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final CountDownLatch listening = new CountDownLatch(1);

    Slackside() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      setDaemon(true);
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
      connection.send("{\"type\":\"hello\",\"num_connections\":1}");
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
      heard.add(message);
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

    @Override
    public void onError(WebSocket connection, Exception e) {}

    @Override
    public void onStart() {
      listening.countDown();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    socket.close();
    slackside.stop(500);
    slack.close();
  }

  private void connect() throws InterruptedException {
    slackside.start();
    slackside.listening.await();
    slack.answer(
        "/api/apps.connections.open",
        200,
        "{\"ok\":true,\"url\":\"ws://127.0.0.1:" + slackside.getPort() + "/link\"}");
    socket.start();
    await().until(() -> !slackside.getConnections().isEmpty());
  }

  @Test
  void takesPressesOverAConnectionOfItsOwn() throws InterruptedException {
    connect();

    slackside.broadcast(
        """
        {"type":"interactive","envelope_id":"e-1","accepts_response_payload":true,
         "payload":{"type":"block_actions","user":{"id":"U02ASHA"},"channel":{"id":"C0ROOM"},
          "response_url":"%s","actions":[{"action_id":"acknowledge","value":"checkout-42"}]}}
        """
            .formatted(slack.responseUrl()));

    await().until(() -> !slack.said().isEmpty());
    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> assertThat(response.getPerson()).isEqualTo("asha"));
    assertThat(slackside.heard).anyMatch(message -> message.contains("e-1"));
  }

  @Test
  void takesCommandsOverIt() throws InterruptedException {
    connect();

    slackside.broadcast(
        """
        {"type":"slash_commands","envelope_id":"e-2","accepts_response_payload":true,
         "payload":{"command":"/watchbill","text":"help","user_id":"U02ASHA",
          "channel_id":"C0ROOM","trigger_id":"1.2","is_enterprise_install":"false",
          "response_url":"%s"}}
        """
            .formatted(slack.responseUrl()));

    await().until(() -> !slack.said().isEmpty());
    assertThat(slack.said().getFirst().path("text").asText()).contains("/watchbill oncall");
    assertThat(slackside.heard).anyMatch(message -> message.contains("e-2"));
  }

  @Test
  void answersDialogsOverIt() throws InterruptedException {
    connect();

    slackside.broadcast(
        """
        {"type":"interactive","envelope_id":"e-3","accepts_response_payload":true,
         "payload":{"type":"view_submission","user":{"id":"U02ASHA"},
          "view":{"type":"modal","callback_id":"absence","state":{"values":{}}}}}
        """);

    await().until(() -> slackside.heard.stream().anyMatch(message -> message.contains("e-3")));
    assertThat(slackside.heard)
        .anyMatch(message -> message.contains("\"response_action\":\"errors\""));
  }

  @Test
  void showsTheHomePageToWhoOpensIt() throws InterruptedException {
    connect();

    slackside.broadcast(
        """
        {"type":"events_api","envelope_id":"e-4","accepts_response_payload":false,
         "payload":{"type":"event_callback",
          "event":{"type":"app_home_opened","user":"U02ASHA","tab":"home"}}}
        """);

    await().until(() -> !slack.sent(SlackStandIn.PUBLISH).isEmpty());
    assertThat(slackside.heard).anyMatch(message -> message.contains("e-4"));
  }
}
