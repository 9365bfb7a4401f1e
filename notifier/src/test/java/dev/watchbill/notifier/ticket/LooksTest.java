package dev.watchbill.notifier.ticket;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often trackers are asked about many tickets, and what one project may hide. */
class LooksTest {
  private final ProviderStandIn server = new ProviderStandIn(404, "{}");

  @AfterEach
  void stop() {
    server.close();
  }

  private Environment environment(String tracker) {
    var prefix = "WATCHBILL_%s_".formatted(tracker);
    return new Environment(
        Map.of(prefix + "URL", server.url(), prefix + "TOKEN", "t0ken", prefix + "USER", "bot"));
  }

  @Test
  void aProjectThatIsGoneHidesNoOther() {
    var tracker = GitHubTracker.of(environment("GITHUB"), new TestClock(NOW)).orElseThrow();
    server.says(
        "/repos/acme/shop/issues", "[{\"number\":14,\"state\":\"open\",\"updated_at\":\"x\"}]");

    assertThat(tracker.look(List.of("acme/gone#1", "acme/shop#14"), NOW))
        .isEqualTo(new Result.Ok<>(List.of(new Seen("acme/shop#14", false, "", "x"))));
    assertThat(tracker.look(List.of("acme/gone#1"), NOW)).isInstanceOf(Result.Failed.class);

    server
        .server()
        .stubFor(
            get(urlPathEqualTo("/repos/acme/busy/issues")).willReturn(aResponse().withStatus(429)));
    assertThat(tracker.look(List.of("acme/shop#14", "acme/busy#1"), NOW))
        .isEqualTo(
            new Result.Failed<>(Delivery.retryable("github answered 429", Duration.ofSeconds(1))));
  }

  @Test
  void manyTicketsAreAskedAboutOnceAProjectOrAFewAtATime() {
    var keys = IntStream.rangeClosed(1, 120).mapToObj(it -> "acme/shop#" + it).toList();
    server.says("/repos/acme/shop/issues", "[]");
    server.says("/api/now/table/acme%2Fshop", "{\"result\":[]}");
    server.says("/issues.json", "{\"issues\":[]}");

    GitHubTracker.of(environment("GITHUB"), new TestClock(NOW)).orElseThrow().look(keys, NOW);
    // One ticket is asked for by itself, as it may have moved.
    assertThat(server.requests()).hasSize(2);
    ServiceNowTracker.of(environment("SERVICENOW"), new TestClock(NOW))
        .orElseThrow()
        .look(keys, NOW);
    assertThat(server.requests()).hasSize(5);
    RedmineTracker.of(environment("REDMINE"), new TestClock(NOW)).orElseThrow().look(keys, NOW);
    assertThat(server.requests()).hasSize(8);
  }
}
