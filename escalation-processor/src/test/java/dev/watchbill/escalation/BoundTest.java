package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However wildly alerts of one service come and go, one person is paged about it at most so often,
 * and no alert is lost behind that.
 */
class BoundTest {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  // The shop's threshold is 10: so many incidents start alone. Then one storm, which comes back
  // three times before its end is no longer believed, and is told of once more if acknowledged.
  // Each of the three rungs above the lowest may raise what is open.
  private static final int STARTS = 10 + 4 + 1;
  private static final int AT_MOST = STARTS + 3 * STARTS;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void pagesOnePersonAboutOneServiceAtMostSoOften(long seed) {
    var random = new SplittableRandom(seed);
    var rig = new MachineRig();
    var pages = new ArrayList<Page>();
    var events = new ArrayList<IncidentEvent>();
    var fired = new HashSet<String>();
    for (var i = 0; i < 2_000; i++) {
      rig.pass(Duration.ofMillis(random.nextInt(200)));
      var key = "a" + random.nextInt(1 + random.nextInt(300));
      if (random.nextInt(100) < 55) {
        fired.add(key);
        rig.alert(alert(rig, key, severity(random)).build());
      } else {
        rig.alert(alert(rig, key, "error").setStatus("resolved").build());
      }
      if (random.nextInt(40) == 0) {
        rig.response(acknowledgement(rig, i, 1 + random.nextInt(12)));
      }
      var out = rig.drain();
      out.pages().stream().filter(page -> page.getKind().equals("page")).forEach(pages::add);
      events.addAll(out.events());
    }

    assertThat(mostIn(pages, "asha")).isLessThanOrEqualTo(AT_MOST);
    assertThat(events)
        .filteredOn(event -> event.getAlertKey() != null)
        .extracting(IncidentEvent::getAlertKey)
        .containsAll(fired);
  }

  /**
   * Storms of several services at once: of each pair of a person and a service the bound holds, and
   * a service that was quiet until then is told of at once, whatever else goes on.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewSeeds")
  void boundsThePagesOfEachPersonAboutEachService(long seed) {
    var random = new SplittableRandom(seed);
    var rig = new MachineRig();
    var services = List.of("checkout", "billing", "search", "gateway");
    rig.roster(shopOf(services));
    var quiet = services.get(random.nextInt(4));
    var breaksAt = 500 + random.nextInt(1_000);
    var pages = new ArrayList<Page>();
    for (var i = 0; i < 2_000; i++) {
      rig.pass(Duration.ofMillis(random.nextInt(200)));
      var service = services.get(random.nextInt(4));
      if (i == breaksAt) {
        service = quiet;
      } else if (service.equals(quiet)) {
        continue;
      }
      var key = service + random.nextInt(1 + random.nextInt(300));
      var firing = i == breaksAt || random.nextInt(100) < 55;
      rig.alert(
          alert(rig, key, firing && i != breaksAt ? severity(random) : "error")
              .setService(service)
              .setStatus(firing ? "firing" : "resolved")
              .build());
      var out = rig.drain().pages().stream().filter(page -> page.getKind().equals("page")).toList();
      pages.addAll(out);
      if (i == breaksAt) {
        assertThat(out)
            .as("the first page about %s", quiet)
            .filteredOn(page -> page.getIncident().getService().equals(quiet))
            .isNotEmpty()
            .allSatisfy(page -> assertThat(page.getAt()).isEqualTo(rig.now()));
      }
    }

    assertThat(pages).isNotEmpty();
    for (var person : List.of("asha", "bo", "cto")) {
      for (var service : services) {
        var about =
            pages.stream().filter(it -> it.getIncident().getService().equals(service)).toList();
        assertThat(mostIn(about, person))
            .as("pages of %s about %s in a minute", person, service)
            .isLessThanOrEqualTo(AT_MOST);
      }
    }
  }

  private static TestRoster shopOf(List<String> services) {
    var roster = TestRoster.shop();
    services.forEach(
        id -> roster.service(id, s -> s.setTeam("payments").setTier(1).setPolicy("tier-1")));
    return roster;
  }

  /** A thousand different alerts at once are told of eleven times: ten alone, one for the rest. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("oneSeed")
  void tellsOfAStormOnce(long seed) {
    var random = new SplittableRandom(seed);
    var rig = new MachineRig();
    for (var i = 0; i < 1_000; i++) {
      rig.pass(Duration.ofMillis(random.nextInt(50)));
      rig.alert(alert(rig, "a" + i, "error").build());
    }

    var out = rig.drain();
    assertThat(out.pages()).hasSize(11);
    assertThat(out.events())
        .filteredOn(e -> e.getType().equals("alert-joined"))
        .hasSize(1_000 - 11);
  }

  static LongStream fewSeeds() {
    return LongStream.rangeClosed(1, 10);
  }

  static LongStream oneSeed() {
    return LongStream.of(1);
  }

  private static String severity(SplittableRandom random) {
    return List.of("info", "warning", "error", "error", "critical").get(random.nextInt(5));
  }

  private static Alert.Builder alert(MachineRig rig, String key, String severity) {
    return Alert.newBuilder()
        .setIntegration("prometheus")
        .setKey(key)
        .setGroupKey(key)
        .setService("checkout")
        .setSeverity(severity)
        .setTitle(key)
        .setLabels(Map.of("alertname", key))
        .setReceivedAt(rig.now());
  }

  private static Response acknowledgement(MachineRig rig, int number, int incident) {
    return Response.newBuilder()
        .setId("response-" + number)
        .setIncident("checkout-" + incident)
        .setService("checkout")
        .setAt(rig.now())
        .setPerson("asha")
        .setAction("acknowledge")
        .build();
  }

  private static long mostIn(List<Page> pages, String person) {
    var times =
        pages.stream().filter(page -> page.getPerson().equals(person)).map(Page::getAt).toList();
    return times.stream().mapToLong(from -> inWindow(times, from)).max().orElse(0);
  }

  private static long inWindow(List<Instant> times, Instant from) {
    return times.stream()
        .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(WINDOW)))
        .count();
  }
}
