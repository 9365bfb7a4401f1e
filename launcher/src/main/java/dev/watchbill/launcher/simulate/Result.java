package dev.watchbill.launcher.simulate;

import dev.watchbill.escalation.Nights;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a simulation came to. */
public final class Result {
  private static final Set<String> REACHED = Set.of("accepted", "delivered", "seen");

  private final Map<String, Course> incidents = new LinkedHashMap<>();
  private final Map<String, Burden> burdens = new TreeMap<>();
  private final Map<String, Person> people = new HashMap<>();
  private final Set<String> problems = new TreeSet<>();
  private int alerts;
  private int pages;

  /** What one person had to bear. */
  private static final class Burden {
    private int pages;
    private final Set<LocalDate> nights = new TreeSet<>();

    private void add(Burden other) {
      pages += other.pages;
      nights.addAll(other.nights);
    }
  }

  /** How one incident went. */
  private static final class Course {
    private final Instant opened;
    private boolean open = true;
    private boolean told;
    private boolean lastResort;
    private @Nullable Duration reachedAfter;
    private boolean taken;

    private Course(Instant opened) {
      this.opened = opened;
    }
  }

  /**
   * A person's share.
   *
   * @param nights broken by at least one page
   */
  public record Share(int pages, int nights) {}

  /**
   * All of it, in numbers.
   *
   * @param people who was paged, by id
   * @param reachedNobody incidents with pages, none of which reached anybody
   * @param lastResort incidents whose steps ran out, or had nobody
   * @param taken incidents somebody acknowledged or resolved by hand
   * @param medianToReach until the first page reached somebody; null: none did
   * @param slowToReach 95 of 100 are faster
   */
  public record Numbers(
      int alerts,
      int incidents,
      int pages,
      int nightsBroken,
      Map<String, Share> people,
      int reachedNobody,
      int lastResort,
      int taken,
      int untaken,
      @Nullable Duration medianToReach,
      @Nullable Duration slowToReach,
      @Nullable Duration slowestToReach) {}

  /** Whether a page with this outcome reached its person. */
  static boolean reaches(String outcome) {
    return REACHED.contains(outcome);
  }

  void alert() {
    alerts++;
  }

  /** From now on these are the people. */
  void people(Map<String, Person> known) {
    people.putAll(known);
  }

  void event(IncidentEvent event) {
    if (event.getType().equals("opened")) {
      incidents.put(event.getIncident(), new Course(event.getAt()));
    }
    var course = incidents.get(event.getIncident());
    if (course == null) {
      return;
    }
    switch (event.getType()) {
      case "paged" -> course.told = true;
      case "assigned" -> {
        course.open = true;
        course.lastResort |= Objects.equals(event.getStep(), -1);
      }
      case "receipt" -> receipt(course, event);
      case "acknowledged" -> take(course);
      case "resolved" -> {
        course.open = false;
        course.taken |= event.getPerson() != null;
      }
      // Whatever else happens doesn't change how it is counted.
      default -> {}
    }
  }

  private static void receipt(Course course, IncidentEvent event) {
    if (course.reachedAfter == null && reaches(String.valueOf(event.getOutcome()))) {
      course.reachedAfter = Duration.between(course.opened, event.getAt());
    }
  }

  private static void take(Course course) {
    course.open = false;
    course.taken = true;
  }

  void page(Page page) {
    pages++;
    var burden = burdens.computeIfAbsent(page.getPerson(), person -> new Burden());
    burden.pages++;
    var person = people.get(page.getPerson());
    if (person != null) {
      Nights.brokenAt(person, page.getAt()).ifPresent(burden.nights::add);
    }
  }

  /** A record that could not be worked on. */
  void deadLetter(String reason) {
    problems.add(reason);
  }

  /** Whether nobody has taken it yet, and it isn't over. */
  boolean isOpen(String incident) {
    var course = incidents.get(incident);
    return course != null && course.open;
  }

  /** The same and what another, of other incidents, came to. */
  Result with(Result other) {
    var both = new Result();
    for (var one : List.of(this, other)) {
      both.incidents.putAll(one.incidents);
      one.burdens.forEach((person, burden) ->
          both.burdens.computeIfAbsent(person, each -> new Burden()).add(burden));
      both.people.putAll(one.people);
      both.problems.addAll(one.problems);
      both.alerts += one.alerts;
      both.pages += one.pages;
    }
    return both;
  }

  /** What couldn't be worked on, and why; a defect of ours. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** All of it, in numbers. */
  public Numbers numbers() {
    var shares = new TreeMap<String, Share>();
    burdens.forEach(
        (person, burden) -> shares.put(person, new Share(burden.pages, burden.nights.size())));
    var times =
        incidents.values().stream()
            .map(course -> course.reachedAfter)
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    var taken = (int) incidents.values().stream().filter(course -> course.taken).count();
    return new Numbers(
        alerts,
        incidents.size(),
        pages,
        nights(shares.values()),
        shares,
        (int)
            incidents.values().stream()
                .filter(course -> course.told && course.reachedAfter == null)
                .count(),
        (int) incidents.values().stream().filter(course -> course.lastResort).count(),
        taken,
        incidents.size() - taken,
        quantile(times, 0.5),
        quantile(times, 0.95),
        quantile(times, 1));
  }

  private static int nights(Collection<Share> shares) {
    return shares.stream().mapToInt(Share::nights).sum();
  }

  private static @Nullable Duration quantile(List<Duration> sorted, double share) {
    return sorted.isEmpty()
        ? null
        : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
