package dev.watchbill.notifier;

import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageDesk;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.schemas.Receipt;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand pages at once over each channel's own requests, each answered in 300 ms. */
@Tag("slow")
class ThousandRequestsTest {
  private static final int PAGES = 1_000;

  /** On a machine that does much else, too. */
  private static final Duration BUSY = Duration.ofSeconds(30);

  /** Phone providers are asked for fewer at once. */
  @ParameterizedTest
  @ValueSource(strings = {"slack", "push", "teams", "twilio sms", "twilio call"})
  void areOutInTime(String name) throws Exception {
    var clock = InstantSource.system();
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000);
    server.createContext("/", exchange -> answer(exchange, EveryProvider.well(name)));
    server.createContext(
        EveryProvider.LOGIN,
        exchange -> answer(exchange, "{\"access_token\":\"a.b.c\",\"expires_in\":3600}"));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    var receipts = new ReceiptBook();
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    var desk =
        new PageDesk(
            new EveryProvider(url, clock).toPeople(name),
            RetryLadder.PAGES,
            PageLimit.none(),
            receipts,
            clock,
            new NotifierMetrics(new SimpleMeterRegistry()));
    try {
      var done = new CountDownLatch(PAGES);
      var begun = System.nanoTime();
      for (var number = 0; number < PAGES; number++) {
        var page = aPage("checkout-%d.1".formatted(number));
        var _ =
            desk.take(page.setAddress(EveryProvider.person(name)).build(), false, done::countDown);
      }
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
      var took = Duration.ofNanos(System.nanoTime() - begun);

      System.out.printf(
          "MEASURED 1,000 pages by %s at 300 ms each: %d ms%n", name, took.toMillis());
      assertThat(receipts.all()).extracting(Receipt::getOutcome).containsOnly("accepted");
      assertThat(receipts.all())
          .filteredOn(receipt -> receipt.getAttempts() > 1)
          .as("sent again, as a connection may end just when it is used")
          .hasSizeLessThan(PAGES / 100);
      assertThat(took).isLessThan(BUSY);
    } finally {
      desk.close();
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    try {
      Thread.sleep(Duration.ofMillis(300));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
