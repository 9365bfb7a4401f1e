package dev.watchbill.notifier.ticket;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.before;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.or;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.RosterBuilder;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.ticket.TicketWatch.Rhythm;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A GitHub that lists only what was touched since it is asked for, and whose clock is minutes slow
 * or fast. Asha has checkout-42 since a minute ago.
 */
class ShiftedTrackersTest {
  private static final String ISSUES = "/repos/acme/shop/issues";
  private static final String EVENTS = ISSUES + "/14/events";
  private static final Instant OPENED = NOW.minusSeconds(60);

  private final ProviderStandIn server = new ProviderStandIn(404, "{}");
  private final RecordingResponses responses = new RecordingResponses();
  private final TestClock clock = new TestClock(NOW);
  private final ShownBoard board = new ShownBoard("github");
  private final KnownIncidents incidents = new KnownIncidents();
  private Duration ahead = Duration.ZERO;

  @AfterEach
  void stop() {
    server.close();
  }

  private TicketWatch watch(Rhythm rhythm) {
    var environment =
        new Environment(
            Map.of("WATCHBILL_GITHUB_URL", server.url(), "WATCHBILL_GITHUB_TOKEN", "t0ken"));
    board.shown(anAssignment("checkout-42", 1).build(), "acme/shop", NOW, "acme/shop#14 open asha");
    isOpenSince(OPENED);
    var roster = RosterBuilder.aRoster().person("bo", Map.of("github", "bo")).build();
    return new TicketWatch(
        GitHubTracker.of(environment, clock).orElseThrow(),
        board,
        incidents,
        new TicketAnswers(responses, () -> roster, clock),
        rhythm,
        clock);
  }

  private void isOpenSince(Instant at) {
    incidents.accept(
        "checkout-42",
        Incident.newBuilder()
            .setId("checkout-42")
            .setService("checkout")
            .setStatus("open")
            .setOpenedAt(OPENED)
            .setAssignees(List.of("asha"))
            .setTimeline(List.of(IncidentEvent.newBuilder().setType("reopened").setAt(at).build()))
            .build());
  }

  private void github(String state, Instant touched) {
    github(
        ISSUES,
        "[{\"number\":14,\"state\":\"%s\",\"updated_at\":\"%s\"}]"
            .formatted(state, touched.plus(ahead)),
        touched);
  }

  /** What it lists of everything, or of what was touched since a time on its own clock. */
  private void github(String path, String body, Instant touched) {
    server.server().resetMappings();
    server
        .server()
        .stubFor(get(urlPathEqualTo("/user")).willReturn(dated("{\"login\":\"watchbill\"}")));
    server.server().stubFor(get(urlPathEqualTo(ISSUES)).willReturn(dated("[]")));
    server
        .server()
        .stubFor(
            get(urlPathEqualTo(path))
                .withQueryParam(
                    "since", or(absent(), before(touched.plus(ahead).plusSeconds(1).toString())))
                .willReturn(dated(body)));
    server
        .server()
        .stubFor(
            get(urlPathEqualTo(EVENTS))
                .willReturn(
                    dated(
                        "[{\"id\":7,\"event\":\"closed\",\"actor\":{\"login\":\"bo\"},\"created_at\":\"%s\"}]"
                            .formatted(touched.plus(ahead)))));
  }

  private ResponseDefinitionBuilder dated(String body) {
    var date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            clock.instant().plus(ahead).atOffset(ZoneOffset.UTC));
    return aResponse().withHeader("Date", date).withBody(body);
  }

  private List<String> done() {
    return responses.given().stream().map(Response::getAction).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 0, 10})
  void whatChangesBetweenTwoLooksIsHeardOfOnce(int minutes) {
    ahead = Duration.ofMinutes(minutes);
    github("open", NOW.minusSeconds(30));
    var watch = watch(Rhythm.ALONE);
    watch.look();
    for (var look = 0; look < 3; look++) {
      clock.advance(Duration.ofSeconds(30));
      github("closed", NOW.plusSeconds(20));
      watch.look();
    }

    assertThat(done()).containsExactly("resolve");
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 0, 10})
  void whatWasDoneWhileNobodyLookedCountsAfterItsIncidentOpened(int minutes) {
    ahead = Duration.ofMinutes(minutes);
    github("closed", OPENED.plusSeconds(30));
    watch(Rhythm.ALONE).look();

    assertThat(done()).containsExactly("resolve");
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 0, 10})
  void whatWasDoneBeforeItsIncidentCameBackDoesNot(int minutes) {
    ahead = Duration.ofMinutes(minutes);
    github("closed", OPENED.plusSeconds(10));
    var watch = watch(Rhythm.ALONE);
    isOpenSince(OPENED.plusSeconds(30));
    watch.look();

    assertThat(done()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 0, 10})
  void whatItShouldHaveCalledAboutIsHeardOfAfterAMinuteAndNotBefore(int minutes) {
    ahead = Duration.ofMinutes(minutes);
    github("closed", NOW.minusSeconds(50));
    var watch = watch(Rhythm.BESIDE_CALLS);
    watch.look();
    assertThat(done()).isEmpty();
    clock.advance(Duration.ofMinutes(5));
    github("closed", NOW.minusSeconds(50));
    watch.look();

    assertThat(done()).containsExactly("resolve");
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, 0, 10})
  void whatChangesAfterItsClockWasPutRightIsHeardOf(int minutes) {
    ahead = Duration.ofMinutes(minutes);
    github("open", NOW.minusSeconds(30));
    var watch = watch(Rhythm.ALONE);
    watch.look();
    ahead = Duration.ZERO;
    for (var look = 0; look < 2; look++) {
      clock.advance(Duration.ofSeconds(30));
      github("closed", NOW.plusSeconds(20));
      watch.look();
    }

    assertThat(done()).containsExactly("resolve");
  }
}
