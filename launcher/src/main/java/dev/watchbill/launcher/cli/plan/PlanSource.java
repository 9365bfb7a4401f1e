package dev.watchbill.launcher.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.server.Api;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.up.Access;
import dev.watchbill.launcher.up.Endpoints;
import dev.watchbill.planner.Plan;
import dev.watchbill.planner.PlanRecords;
import dev.watchbill.planner.Preview;
import dev.watchbill.roster.Roster;
import dev.watchbill.schemas.CoverageGap;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleLedger;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.Shift;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a roster is compared with.
 *
 * @param plans by schedule
 * @param reachable people who can be reached now, besides the console's inbox
 * @param roster empty: it isn't known, only what came of it
 * @param words what it is, for people
 */
record PlanSource(
    Map<String, Plan> plans, Set<String> reachable, Optional<Roster> roster, String words) {
  PlanSource {
    plans = Map.copyOf(plans);
    reachable = Set.copyOf(reachable);
  }

  /**
   * Finds it.
   *
   * @param against address of a server, data folder of an up, or folder of a roster
   * @throws Failure if there is nothing to compare with
   */
  static PlanSource of(String against, Function<Path, Roster> rosters, Instant now) {
    var token = Optional.ofNullable(System.getenv("WATCHBILL_TOKEN"));
    if (against.startsWith("http://") || against.startsWith("https://")) {
      return server(new Api(address(against), token), against);
    }
    var folder = Path.of(against);
    try {
      var there = Endpoints.of(folder);
      if (there.isPresent()) {
        var secret = token.or(() -> Access.adminToken(folder));
        return server(new Api(URI.create(there.get().http()), secret), against);
      }
    } catch (IOException e) {
      throw new Failure(Exit.UNREACHABLE, "Expected to read " + folder + ", but " + e, e);
    }
    return files(rosters.apply(folder), against, now);
  }

  private static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, "--against: expected an address, but got " + text, e);
    }
  }

  private static PlanSource files(Roster roster, String against, Instant now) {
    var wanted = PlanAnswer.definitions(roster);
    return new PlanSource(
        Preview.published(wanted, roster.people().keySet(), now),
        PlanAnswer.reachable(roster),
        Optional.of(roster),
        against + ", as if it were published now");
  }

  private static PlanSource server(Api api, String against) {
    var plans = new TreeMap<String, Plan>();
    for (var item : api.get("plans", List.of()).path("items")) {
      var schedule = item.path("schedule").asText();
      plans.put(schedule, PlanRecords.read(schedule, records(item)));
    }
    var reachable = new TreeSet<String>();
    for (var person : api.get("people", List.of()).path("items")) {
      if (PlanAnswer.isReachable(channels(person))) {
        reachable.add(person.path("id").asText());
      }
    }
    return new PlanSource(plans, reachable, Optional.empty(), "what " + against + " has published");
  }

  private static List<String> channels(JsonNode person) {
    var channels = new ArrayList<String>();
    person.path("channels").forEach(channel -> channels.add(channel.asText()));
    return channels;
  }

  private static List<RotationState> records(JsonNode item) {
    var ledger =
        ScheduleLedger.newBuilder()
            .setPublishedUntil(Instant.parse(item.path("publishedUntil").asText()))
            .setState(item.path("ledger").asText())
            .build();
    var week = ScheduleWeek.newBuilder().setShifts(shifts(item)).setGaps(gaps(item)).build();
    return List.of(
        RotationState.newBuilder().setLedger(ledger).build(),
        RotationState.newBuilder().setWeek(week).build());
  }

  private static List<Shift> shifts(JsonNode item) {
    var shifts = new ArrayList<Shift>();
    for (var shift : item.path("shifts")) {
      shifts.add(
          Shift.newBuilder()
              .setWho(shift.path("who").asText())
              .setStart(Instant.parse(shift.path("start").asText()))
              .setEnd(Instant.parse(shift.path("end").asText()))
              .setKind(shift.path("kind").asText())
              .setRotation(shift.path("rotation").textValue())
              .setTurn(shift.path("turn").isNumber() ? shift.path("turn").asLong() : null)
              .setShadow(shift.path("shadow").asBoolean())
              .setWhy(shift.path("why").asText())
              .build());
    }
    return shifts;
  }

  private static List<CoverageGap> gaps(JsonNode item) {
    var gaps = new ArrayList<CoverageGap>();
    for (var gap : item.path("gaps")) {
      gaps.add(
          CoverageGap.newBuilder()
              .setStart(Instant.parse(gap.path("start").asText()))
              .setEnd(Instant.parse(gap.path("end").asText()))
              .build());
    }
    return gaps;
  }
}
