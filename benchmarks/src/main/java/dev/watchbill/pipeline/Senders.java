package dev.watchbill.pipeline;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What posts alerts, as Prometheus does. */
final class Senders {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final URI address;

  Senders(URI address) {
    this.address = address;
  }

  /**
   * One alert a request, at a steady rate that waits for nobody.
   *
   * @param due filled with when each was to be sent
   * @param answered filled with when each was answered 2xx; 0: it wasn't
   */
  void steadily(int rate, String prefix, AtomicLongArray due, AtomicLongArray answered)
      throws InterruptedException {
    var all = due.length();
    var open = new CountDownLatch(all);
    var begun = System.nanoTime();
    for (var i = 0; i < all; i++) {
      var number = i;
      var at = begun + i * 1_000_000_000L / rate;
      due.set(i, at);
      var wait = at - System.nanoTime();
      if (wait > 0) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
      var _ =
          http.sendAsync(request(i, List.of(alert(prefix, i, i))), BodyHandlers.discarding())
              .whenComplete((answer, failure) -> {
                if (failure == null && answer.statusCode() == 200) {
                  answered.set(number, System.nanoTime());
                }
                open.countDown();
              });
    }
    var _ = open.await(1, TimeUnit.MINUTES);
  }

  /**
   * As fast as they are taken: requests of many alerts each, a few at a time.
   *
   * @param incidents of so many incidents in turn, the rest repeats them
   * @return how many were refused for now, and sent again
   */
  int atOnce(String prefix, int alerts, int incidents, int size) throws InterruptedException {
    var next = new AtomicInteger();
    var refused = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(Company.SENDERS)) {
      for (var sender = 0; sender < Company.SENDERS; sender++) {
        var mine = sender;
        threads.execute(() -> {
          for (var from = next.getAndAdd(size); from < alerts; from = next.getAndAdd(size)) {
            var batch =
                IntStream.range(from, Math.min(alerts, from + size))
                    .mapToObj(i -> alert(prefix, i % incidents, i % incidents))
                    .toList();
            while (!post(mine, batch)) {
              refused.incrementAndGet();
            }
          }
        });
      }
      threads.shutdown();
      var _ = threads.awaitTermination(10, TimeUnit.MINUTES);
    }
    return refused.get();
  }

  private boolean post(int sender, List<String> batch) {
    try {
      return http.send(request(sender, batch), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private HttpRequest request(int sender, List<String> alerts) {
    return HttpRequest.newBuilder(address.resolve("/api/v2/alerts"))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + Company.KEY + sender % Company.SENDERS)
        .timeout(Duration.ofSeconds(30))
        .POST(
            HttpRequest.BodyPublishers.ofString(
                alerts.stream().collect(Collectors.joining(",", "[", "]"))))
        .build();
  }

  private static String alert(String prefix, int number, int service) {
    return """
    {"labels": {"alertname": "%1$s-%2$d", "service": "service-%3$d", "severity": "critical", "instance": "10.0.0.1:9100", "job": "node", "cluster": "eu-1"}, "annotations": {"summary": "alert %1$s-%2$d of the benchmark", "description": "Something has been wrong for more than five minutes"}, "startsAt": "2026-01-05T09:00:00Z", "generatorURL": "http://prometheus.example.com/graph?g0.expr=up"}\
    """
        .formatted(prefix, number, service % Company.SERVICES);
  }
}
