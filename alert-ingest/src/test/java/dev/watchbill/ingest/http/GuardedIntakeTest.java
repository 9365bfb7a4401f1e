package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.watchbill.ingest.Cutoff;
import dev.watchbill.ingest.auth.Allowance;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that overlap, senders that flood, and senders that dawdle. */
class GuardedIntakeTest {
  private static final String LIST =
      "[{\"labels\":{\"service\":\"checkout\",\"alertname\":\"Up\"}}]";

  private IntakeServer intake = IntakeServer.start();

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void takesOldAndNewKeyWhileTheyOverlap() throws Exception {
    mint("key:prometheus-eu/1", "prometheus-eu", "old", Duration.ofHours(1));
    mint("key:prometheus-eu/2", "prometheus-eu", "new", null);
    assertThat(postWith("old")).isEqualTo(200);
    assertThat(postWith("new")).isEqualTo(200);
    intake.clock.advance(Duration.ofHours(1));
    assertThat(postWith("old")).isEqualTo(401);
    assertThat(postWith("new")).isEqualTo(200);
  }

  @Test
  void notesWhichKeyWasUsedAndOnlyOnceInAMinute() throws Exception {
    mint("key:prometheus-eu/1", "prometheus-eu", "minted", null);
    assertThat(postWith("minted")).isEqualTo(200);
    assertThat(postWith("minted")).isEqualTo(200);
    assertThat(postWith("wrong")).isEqualTo(401);
    intake.clock.advance(Duration.ofMinutes(1));
    assertThat(postWith("minted")).isEqualTo(200);
    assertThat(intake.log.uses)
        .hasSize(2)
        .allSatisfy(use -> {
          assertThat(use.credential()).isEqualTo("key:prometheus-eu/1");
          assertThat(use.integration()).isEqualTo("prometheus-eu");
          assertThat(use.by()).startsWith("127.0.0.1");
        });
  }

  @Test
  void takesARevokedKeyNoMore() throws Exception {
    mint("key:prometheus-eu/1", "prometheus-eu", "minted", null);
    assertThat(postWith("minted")).isEqualTo(200);
    intake.keys.accept("key:prometheus-eu/1", null);
    assertThat(postWith("minted")).isEqualTo(401);
    assertThat(postWith("key-prometheus-eu")).isEqualTo(200);
  }

  @Test
  void takesNoMintedKeyOfAnIntegrationThatHasLeftTheRoster() throws Exception {
    mint("key:gone/1", "gone", "minted", null);
    assertThat(postWith("minted")).isEqualTo(401);
    // The roster's own key comes before the roster is whole: that sender tries again.
    mint("integration:coming", "coming", "of the roster", null);
    assertThat(postWith("of%20the%20roster")).isEqualTo(503);
  }

  @Test
  void letsNoFloodOfOneSenderTakeAServiceFromAnother() throws Exception {
    intake.close();
    var limits =
        new Reception.Limits(new Allowance(1_000, 1_000), new Allowance(1, 3), new Allowance(1, 2));
    intake = IntakeServer.start(limits);
    for (var i = 0; i < 5; i++) {
      assertThat(postWith("key-prometheus-eu")).isEqualTo(200);
    }
    assertThat(postWith("key-prometheus-eu")).isEqualTo(503);
    assertThat(postWith("key-other")).isEqualTo(200);
  }

  @Test
  void asksForABodyAgainThatDripsOrOfWhichNothingComesAnyMore() throws Exception {
    intake.close();
    intake = IntakeServer.impatient(Duration.ofSeconds(1));
    var chunked = "Transfer-Encoding: chunked\n\n1000\n";
    for (var rest : List.of("Content-Length: 5000000\n\n", chunked)) {
      try (var sender = slowSender(rest)) {
        await().until(() -> answersAfterAByteMore(sender));
        assertAskedAgain(answer(sender), 503);
      }
      try (var sender = slowSender(rest + "[")) {
        assertAskedAgain(answer(sender), 503);
      }
    }
    var rejected = intake.metrics.get("watchbill_ingest_rejected_total").tag("reason", "too_slow");
    assertThat(rejected.counter().count()).isEqualTo(4);
    assertThat(intake.log.rejected).isEmpty();
    assertThat(postWith("key-prometheus-eu")).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/integrations/other/json, 503",
    "/v2/enqueue, 429",
    "/v2/change/enqueue, 429",
    "/v2/alerts, 429",
    "/api/v2/silences, 503",
  })
  void asksForASlowBodyAgainAsItsSenderUnderstands(String path, int status) throws Exception {
    intake.close();
    intake = IntakeServer.impatient(Duration.ofMillis(300));
    var head = "POST %s?key=key-other HTTP/1.1\nHost: x\nContent-Length: 9\n\n{".formatted(path);
    assertAskedAgain(answersTo(head), status);
    assertThat(intake.log.rejected).isEmpty();
  }

  private static void assertAskedAgain(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("Connection: close", "Retry-After: ", "the whole body within");
  }

  @ParameterizedTest
  @CsvSource({
    "POST /api/v2/alerts, 401",
    "POST /heartbeats/x, 401",
    "PUT /api/v2/alerts, 405",
    "POST /integrations/other/nosuch, 404",
  })
  void holdsNoConnectionOfWhoeverIsNotLetInAndSendsNoBody(String request, int status)
      throws Exception {
    intake.close();
    intake = IntakeServer.impatient(Duration.ofMillis(500));
    var head = request + " HTTP/1.1\nHost: x\nContent-Length: 40\n\n";
    assertThat(answersTo(head)).startsWith("HTTP/1.1 " + status);
    assertThat(answersTo(head + "[")).startsWith("HTTP/1.1 " + status);
    var last = "GET /heartbeats/y HTTP/1.1\nHost: x\nConnection: close\n\n";
    assertThat(answersTo(head + "x".repeat(40) + last).split("HTTP/1.1 ", -1)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 40", "Transfer-Encoding: chunked"})
  void holdsNoConnectionOfWhoeverAsksForWhatIsNotThereAndSendsNoBody(String framing)
      throws Exception {
    intake.close();
    intake = IntakeServer.impatient(Duration.ofMillis(500));
    var head = "POST /nowhere HTTP/1.1\nHost: x\n" + framing + "\n\n";
    assertThat(answersTo(head)).startsWith("HTTP/1.1 404").contains("Connection: close");
    assertThat(answersTo(head + "2")).startsWith("HTTP/1.1 404").contains("Connection: close");
  }

  @Test
  void answersWhoeverAsksForWhatIsNotThereAndGoesOnWithTheConnection() throws Exception {
    var last = "GET /heartbeats/y HTTP/1.1\nHost: x\nConnection: close\n\n";
    var first = "POST /nowhere HTTP/1.1\nHost: x\nContent-Length: 3\n\nabc";
    assertThat(answersTo(first + last)).startsWith("HTTP/1.1 404").contains("HTTP/1.1 401");
  }

  @Test
  void answers408WhereHeadersDoNotCome() throws Exception {
    intake.close();
    intake = IntakeServer.impatient(Duration.ofSeconds(1));
    var request = "POST /api/v2/alerts HTTP/1.1\nHost: x\nContent-Le";
    assertThat(answersTo(request)).startsWith("HTTP/1.1 408").contains("Connection: close");
    var second = "GET /heartbeats/x HTTP/1.1\nHost: x\n\n" + request;
    assertThat(answersTo(second)).startsWith("HTTP/1.1 401").contains("HTTP/1.1 408");
    assertThat(postWith("key-prometheus-eu")).isEqualTo(200);
  }

  @Test
  void waitsForTheNextRequestOfAConnectionForAsLongAsItTakes() throws Exception {
    intake.close();
    intake = IntakeServer.impatient(Duration.ofMillis(300));
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), intake.uri("/").getPort())) {
      socket.setSoTimeout(10_000);
      var request =
          "GET /heartbeats/x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      for (var i = 0; i < 3; i++) {
        socket.getOutputStream().write(request);
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
            .isEqualTo("HTTP/1.1 401");
        Thread.sleep(500);
        assertThat(socket.getInputStream().skip(socket.getInputStream().available())).isPositive();
      }
    }
  }

  @Test
  void servesOthersWhileSomeSendNothingOfTheirBodies() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (var i = 0; i < 40; i++) {
        slow.add(slowSender());
      }
      assertThat(postWith("key-other")).isEqualTo(200);
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> postWith("key-prometheus-eu") == 200);
  }

  @Test
  void endsAConnectionThatItsClientWantsEnded() throws Exception {
    var request =
        """
        POST /api/v2/alerts HTTP/1.1
        Host: x
        Connection: close
        Content-Length: 2

        []\
        """;
    assertThat(answersTo(request)).startsWith("HTTP/1.1 401").contains("Connection: close");
  }

  @Test
  void takesNoPartOfABodyThatItDidNotReadForARequest() throws Exception {
    var request =
        """
        POST /heartbeats/none HTTP/1.1
        Host: x
        Connection: close
        Content-Length: 32

        GET /api/v2/status HTTP/1.1
        a:\
        """;
    assertThat(answersTo(request).split("HTTP/1.1 ", -1)).hasSize(2);
  }

  @Test
  void takesNoEndlessLineBeforeAChunk() throws Exception {
    var request =
        """
        POST /api/v2/alerts?key=key-other HTTP/1.1
        Host: x
        Connection: close
        Transfer-Encoding: chunked

        1;%s\
        """;
    assertThat(answersTo(request + "x".repeat(5_000))).startsWith("HTTP/1.1 400");
  }

  @Test
  void interruptsAReaderThatWaitsForTooLong() {
    try (var _ = Cutoff.of(Thread.currentThread(), Duration.ofMillis(1))) {
      assertThatThrownBy(() -> new java.util.concurrent.CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void interruptsNoReaderThatIsDone() {
    Cutoff.of(Thread.currentThread(), Duration.ZERO.plusHours(1)).close();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void holdsNoRoomForSendersThatAreGone() {
    var room = new Room(1024 * 1024);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 2_000)
          .mapToObj(client -> clients.submit(() -> room.take("10.0.0." + client % 50, 900).close()))
          .toList()
          .forEach(GuardedIntakeTest::join);
    }
    assertThat(room.senders()).isZero();
    try (var held = room.take("a", 512 * 1024)) {
      assertThat(held.granted()).isTrue();
      assertThat(room.senders()).isEqualTo(1);
    }
  }

  private static void join(java.util.concurrent.Future<?> task) {
    try {
      task.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** A request that says it has five megabytes to send, and then sends none of them. */
  private Socket slowSender() throws IOException {
    return slowSender("Content-Length: 5000000\n\n");
  }

  private Socket slowSender(String rest) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), intake.uri("/").getPort());
    socket.setSoTimeout(10_000);
    var head =
        """
        POST /api/v2/alerts HTTP/1.1
        Host: x
        Authorization: Bearer key-prometheus-eu
        """
            + rest;
    socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private boolean answersAfterAByteMore(Socket sender) throws IOException {
    if (sender.getInputStream().available() > 0) {
      return true;
    }
    sender.getOutputStream().write(' ');
    return false;
  }

  /** All that comes until the connection ends. */
  private String answersTo(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), intake.uri("/").getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      return answer(socket);
    }
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private int postWith(String key) throws Exception {
    return intake.send(intake.post("/api/v2/alerts?key=" + key, LIST)).statusCode();
  }

  private void mint(String id, String integration, String key, @Nullable Duration lasts) {
    intake.keys.accept(
        id,
        Credential.newBuilder()
            .setId(id)
            .setKind("integration")
            .setIntegration(integration)
            .setHash(Secrets.hash(key))
            .setExpiresAt(lasts == null ? null : intake.clock.instant().plus(lasts))
            .build());
  }
}
