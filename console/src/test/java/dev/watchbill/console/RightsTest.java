package dev.watchbill.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.console.http.Route;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.config.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/rights.md} is what the console does: each row asked as each of its columns. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {
  private static final Path TABLE = Path.of("..", "docs", "rights.md");
  private static final String MINE = "payments";
  private static final String OTHERS = "platform";

  @TempDir static Path folder;

  private RunningConsole console = unset();
  private Shop shop = unset();
  private final List<String> tokens = new ArrayList<>();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Set before all tests.
  private static <T> T unset() {
    return null;
  }

  /** One line of the table. */
  record Row(String address, List<String> cells) {
    Route route() {
      return Arrays.stream(Route.values())
          .filter(it -> address.equals(it.method().text() + " " + it.path()))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public String toString() {
      return address;
    }
  }

  static Stream<Row> rows() {
    try {
      return Files.readAllLines(TABLE).stream()
          .filter(line -> line.startsWith("| `"))
          .map(line -> List.of(line.substring(1).split("\\|")))
          .map(cells ->
              new Row(
                  cells.getFirst().strip().replace("`", ""),
                  cells.stream().skip(1).map(String::strip).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeAll
  void start() {
    console = new RunningConsole(folder);
    shop = new Shop(console);
    for (var team : List.of(MINE, OTHERS)) {
      team(team);
    }
    shop.inForce("v2");
    for (var team : List.of(MINE, OTHERS)) {
      incident(team);
    }
    console.log.decider = response -> shop.decided(response, "applied", "");
    console.log.planner = command -> shop.planned(command, "applied", "");
    console.log.silenced = (id, silence) -> console.received(console.topics.silences, id, silence);
    for (var role : List.of("viewer", "responder", "manager", "admin")) {
      tokens.add(token(role, Map.of()));
    }
    tokens.add(token("viewer", Map.of(MINE, "responder")));
    tokens.add(token("viewer", Map.of(MINE, "manager")));
  }

  @AfterAll
  void stop() {
    console.close();
  }

  private String token(String role, Map<String, String> teamRoles) {
    var secret = Secrets.mint();
    var id = "token:" + secret.substring(0, 8);
    console.received(
        console.topics.credentials,
        id,
        Credential.newBuilder()
            .setId(id)
            .setKind("token")
            .setHash(Secrets.hash(secret))
            .setRole(role)
            .setTeamRoles(teamRoles)
            .build());
    return secret;
  }

  private void team(String team) {
    shop.roster(
        "person:of-" + team,
        RosterRecord.newBuilder()
            .setPerson(Person.newBuilder().setId("of-" + team).setName(team + "'s").build())
            .build());
    shop.roster(
        "team:" + team,
        RosterRecord.newBuilder()
            .setTeam(Team.newBuilder().setId(team).setMembers(List.of("of-" + team)).build())
            .build());
    shop.roster(
        "service:service-" + team,
        RosterRecord.newBuilder()
            .setService(Service.newBuilder().setId("service-" + team).setTeam(team).build())
            .build());
    shop.roster(
        "schedule:schedule-" + team,
        RosterRecord.newBuilder()
            .setSchedule(Schedule.newBuilder().setId("schedule-" + team).setTeam(team).build())
            .build());
  }

  private void incident(String team) {
    console.received(
        console.topics.incidents,
        "incident-" + team,
        Incident.newBuilder()
            .setId("incident-" + team)
            .setService("service-" + team)
            .setTeam(team)
            .setStatus("open")
            .setSeverity("critical")
            .setOpenedAt(Shop.AT)
            .build());
  }

  private void silence(String team) {
    console.received(
        console.topics.silences,
        "silence-" + team,
        Silence.newBuilder()
            .setId("silence-" + team)
            .setService("service-" + team)
            .setStartsAt(Shop.AT)
            .setEndsAt(console.clock.instant().plus(Duration.ofDays(1)))
            .setComment("deploy")
            .build());
  }

  @Test
  void hasARowForEveryRouteAndNoOther() {
    assertThat(rows().map(Row::address))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Route.values())
                .map(route -> route.method().text() + " " + route.path())
                .toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void letsInWhomTheTableSays(Row row) {
    // The live stream never ends; whoever isn't let in is told at once.
    if (row.route() == Route.LIVE) {
      assertThat(row.cells()).startsWith("no").endsWith("yes", "yes", "yes", "yes");
      return;
    }
    var found = new ArrayList<String>();
    found.add(ask(row.route(), MINE, null));
    for (var token = 0; token < 4; token++) {
      found.add(ask(row.route(), MINE, tokens.get(token)));
    }
    for (var token = 4; token < 6; token++) {
      found.add(ask(row.route(), MINE, tokens.get(token)));
      found.add(ask(row.route(), OTHERS, tokens.get(token)));
    }
    assertThat(found).isEqualTo(row.cells());
  }

  /** Whether somebody may do this to what a team owns. */
  private String ask(Route route, String team, @org.jspecify.annotations.Nullable String token) {
    console.clock.advance(Duration.ofMinutes(1));
    silence(team);
    var headers = new ArrayList<String>();
    headers.addAll(List.of("Content-Type", route.isApi() ? "application/json" : FORM));
    if (token != null) {
      headers.addAll(List.of("Authorization", "Bearer " + token));
    }
    var changes = !route.method().text().equals("GET");
    var answer =
        console.ask(
            route.method().text(),
            path(route, team),
            changes ? body(route, team) : null,
            headers.toArray(String[]::new));
    assertThat(answer.status()).as("%s: %s", route, answer.text()).isLessThan(500);
    // A log-in without a name is refused as such: anybody may try.
    var in = route == Route.LOG_IN || (answer.status() != 401 && answer.status() != 403);
    var sentAway = answer.header("Location").equals("/sign-in") && route.least().isPresent();
    return in && (!sentAway || token != null) ? "yes" : "no";
  }

  private static final String FORM = "application/x-www-form-urlencoded";

  private static String path(Route route, String team) {
    var id =
        switch (route) {
          case SILENCE, END_SILENCE, LIFT_SILENCE -> "silence-" + team;
          case SETTINGS, SET_RULES, ADD_CONTACT, CONFIRM_CONTACT, REMOVE_CONTACT -> "of-" + team;
          case SCHEDULE_PAGE -> "schedule-" + team;
          case REJECTED_ONE, REVOKE_SESSION, END_SESSION, REVOKE_CALENDAR, REVOKE_KEY -> "nothing";
          default -> "incident-" + team;
        };
    return route
        .path()
        .replace("{id}", id)
        .replace("{action}", "acknowledge")
        .replace("{secret}", "nothing")
        .replace("{person}", "nobody")
        .replace("{file}", "nothing.ics")
        .replace("{name}", "nothing");
  }

  private static String body(Route route, String team) {
    return switch (route) {
      case PAGE -> "{\"text\":\"It is slow\",\"service\":\"service-%s\"}".formatted(team);
      case PUT_SILENCE ->
          ("{\"service\":\"service-%s\",\"matchers\":[{\"name\":\"env\",\"value\":\"x\"}],"
                  + "\"endsAt\":\"2027-01-01T09:00Z\",\"comment\":\"deploy\"}")
              .formatted(team);
      case OVERRIDE, SWAP ->
          ("{\"schedule\":\"schedule-%1$s\",\"who\":\"of-%1$s\"%2$s,"
                  + "\"from\":\"2027-01-01T09:00Z\",\"to\":\"2027-01-01T10:00Z\"}")
              .formatted(team, route == Route.SWAP ? ",\"with\":\"bo\"" : "");
      case ABSENCE ->
          "{\"who\":\"of-%s\",\"from\":\"2027-01-01T09:00Z\",\"to\":\"2027-01-01T10:00Z\"}"
              .formatted(team);
      case RETURN -> "{\"who\":\"of-%s\"}".formatted(team);
      case ANSWER -> "{\"target\":\"handoff/1\",\"answer\":\"accept\"}";
      case ANSWER_PAGE -> "target=handoff%2F1&answer=accept";
      case ACT_ON_MANY -> "action=acknowledge&id%3Aincident-" + team + "=on";
      case MAKE_SILENCE ->
          "service=service-%s&matcher=env%%3Dx&until=2027-01-01T09:00&comment=deploy"
              .formatted(team);
      case SUMMON -> "text=It+is+slow&service=service-" + team;
      case ASK ->
          "action=override&schedule=schedule-%1$s&who=of-%1$s&from=2027-01-01T09:00&to=2027-01-01T10:00"
              .formatted(team);
      default -> route.isApi() ? "{}" : "";
    };
  }
}
