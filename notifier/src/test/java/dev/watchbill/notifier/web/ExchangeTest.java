package dev.watchbill.notifier.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.testkit.TestClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider that is asked over HTTP may answer, or not, and what that means. */
class ExchangeTest {
  private final ProviderStandIn server = new ProviderStandIn(200, "ok");
  private final String url = server.url();
  private Exchange exchange = exchange(Duration.ofSeconds(20));

  private static Exchange exchange(Duration patience) {
    return new Exchange("it", "WATCHBILL_IT_TOKEN", patience, new TestClock(NOW));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Exchange.Answer ask() {
    return exchange.send(HttpRequest.newBuilder(URI.create(url)));
  }

  private Delivery refusal() {
    return ((Exchange.Answer.Not) ask()).delivery();
  }

  @Test
  void takesWhatIsTaken() {
    assertThat(ask()).isEqualTo(new Exchange.Answer.Taken("ok"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, it answered 400",
    "403, it answered 403 (check WATCHBILL_IT_TOKEN)",
    "404, it answered 404: there is no such address any more",
    "410, it answered 410: there is no such address any more",
    "413, it answered 413: the message is too large",
    "302, it answered 302: redirects are not followed"
  })
  void givesUpWhatWillNeverWork(int status, String reason) {
    server.answer(status, "", "Location", "http://127.0.0.1:1/");

    assertThat(refusal()).isEqualTo(Delivery.refused(reason));
  }

  @Test
  void knowsThatItRefusesUsAndNotWhomItIsFor() {
    server.answer(401, "");

    assertThat(refusal())
        .isEqualTo(Delivery.refusesUs("it answered 401 (check WATCHBILL_IT_TOKEN)"));
    assertThat(refusal().ofTheirs())
        .isEqualTo(Delivery.refused("it answered 401 (check WATCHBILL_IT_TOKEN)"));
  }

  @ParameterizedTest
  @CsvSource({"408", "425", "500", "502", "503", "504", "507"})
  void comesBackToWhatMayWorkLater(int status) {
    server.answer(status, "");

    assertThat(refusal()).isEqualTo(Delivery.retryable("it answered " + status));
  }

  @ParameterizedTest
  @CsvSource({
    "429, 7, PT7S",
    "429, '', PT1S",
    "429, soon, PT1S",
    "429, 'Mon, 05 Jan 2026 09:00:20 GMT', PT20S",
    "429, 'Mon, 05 Jan 2026 08:00:00 GMT', PT0S",
    "503, 3, PT3S"
  })
  void waitsAsLongAsItIsAsked(int status, String after, Duration wait) {
    if (after.isEmpty()) {
      server.answer(status, "");
    } else {
      server.answer(status, "", "Retry-After", after);
    }

    assertThat(refusal()).isEqualTo(Delivery.retryable("it answered " + status, wait));
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After, 60, PT1M",
    "X-RateLimit-Reset, 1767603620, PT20S",
    "X-RateLimit-Reset, 1767606800, PT5M",
    "X-RateLimit-Reset, soon, PT1M"
  })
  void takesNoLimitForARefusal(String header, String value, Duration wait) {
    server.answer(403, "", "X-RateLimit-Remaining", "0", header, value);
    assertThat(refusal()).isEqualTo(Delivery.retryable("it answered 403", wait));

    server.answer(403, "", "X-RateLimit-Remaining", "17", "X-RateLimit-Reset", value);
    assertThat(refusal()).isInstanceOf(Delivery.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void waitsAMinuteForALimitThatSaysNothingElse(int status) {
    server.answer(
        status,
        "{\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes\"}",
        "X-RateLimit-Remaining",
        "4999");

    assertThat(refusal())
        .isEqualTo(Delivery.retryable("it answered " + status, Duration.ofMinutes(1)));
  }

  @Test
  void comesBackWhereNobodyAnswersInTime() {
    exchange = exchange(Duration.ofMillis(300));
    server.server().stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(5_000)));

    assertThat(refusal().toString()).startsWith("Retryable[reason=it could not be reached: ");
  }

  @Test
  void comesBackAfterABrokenConnectionAndWhereNobodyListens() {
    server.drop();
    assertThat(refusal()).isInstanceOf(Delivery.Retryable.class);
    server.close();
    assertThat(refusal()).isInstanceOf(Delivery.Retryable.class);
  }

  @Test
  void knowsHowFarAServersClockIsAheadOfOurs() {
    assertThat(exchange.ahead()).isZero();
    dated(200, "Mon, 5 Jan 2026 09:10:00 GMT");
    assertThat(exchange.ahead()).isEqualTo(Duration.ofMinutes(10));
    dated(200, "Mon, 5 Jan 2026 08:50:00 GMT");
    assertThat(exchange.ahead()).isEqualTo(Duration.ofMinutes(-10));
    dated(200, "Mon, 5 Jan 2026 08:59:56 GMT");
    assertThat(exchange.ahead()).isZero();
  }

  @Test
  void believesNoDateThatIsNotItsOwn() {
    dated(200, "Mon, 5 Jan 2026 08:50:00 GMT");
    dated(502, "Mon, 5 Jan 2026 09:30:00 GMT");
    dated(200, "yesterday");
    server.answer(200, "", "Date", "Mon, 5 Jan 2026 09:30:00 GMT", "Age", "3600");
    ask();
    server.answer(200, "");
    ask();

    assertThat(exchange.ahead()).isEqualTo(Duration.ofMinutes(-10));
  }

  private void dated(int status, String date) {
    server.answer(status, "", "Date", date);
    ask();
  }

  @Test
  void waitsUntilADateOfTheServersOwnClock() {
    dated(200, "Mon, 5 Jan 2026 09:10:00 GMT");
    server.answer(429, "", "Retry-After", "Mon, 5 Jan 2026 09:10:07 GMT");

    assertThat(refusal()).isEqualTo(Delivery.retryable("it answered 429", Duration.ofSeconds(7)));
  }
}
