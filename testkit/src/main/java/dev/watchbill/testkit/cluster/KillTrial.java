package dev.watchbill.testkit.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Kills one process of a cluster while alerts flow and incidents are open, and counts the pages.
 */
public final class KillTrial {
  /** Finds the name of one of these alerts in a message. */
  public static final Pattern NAME = Pattern.compile("alert-\\d+-\\d+");

  /** The promise: within this time every service has its next page. */
  public static final Duration BUDGET = Duration.ofSeconds(10);

  /** After it nothing more is waited for. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration APART = Duration.ofMillis(40);
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration ALL_THERE = Duration.ofSeconds(60);

  /** A page is in flight from its request until its receipt is written, just after the answer. */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(1);

  private final SmallCluster cluster;
  private final PagerStandIn pager;
  private int trials;

  public KillTrial(SmallCluster cluster, PagerStandIn pager) {
    this.cluster = cluster;
    this.pager = pager;
  }

  /**
   * What came of one kill.
   *
   * @param killed the process's name
   * @param openThere what it had in hand: open incidents, or pages it had sent
   * @param accepted alerts answered with 2xx before, during and after
   * @param nextPage from the kill until every service had a page for an alert sent after it
   * @param latestStep how late the latest second step was
   * @param lost pages that never came
   * @param inFlight pages whose request had come less than a second before the kill
   * @param repeated pages that came twice, by how often they came
   * @param unexplained of these the ones that were not in flight, or that came more than twice
   */
  public record Outcome(
      String killed,
      double openThere,
      int accepted,
      Duration nextPage,
      Duration latestStep,
      List<PagerStandIn.Page> lost,
      int inFlight,
      Map<PagerStandIn.Page, Integer> repeated,
      List<PagerStandIn.Page> unexplained) {

    /**
     * Whether everything is as promised: the next pages within 10 s, none lost, none for nothing.
     */
    public boolean holds() {
      return nextPage.compareTo(BUDGET) <= 0 && lost.isEmpty() && unexplained.isEmpty();
    }

    @Override
    public String toString() {
      return "%-12s %6.0f in hand, %4d alerts; next page of every service after %5d ms, latest step %5d ms late; %d lost, %d repeated of %d in flight, %d unexplained"
          .formatted(
              killed,
              openThere,
              accepted,
              nextPage.toMillis(),
              latestStep.toMillis(),
              lost.size(),
              repeated.size(),
              inFlight,
              unexplained.size());
    }
  }

  /**
   * Kills one, and watches until all pages are there, or should be.
   *
   * @param victim such as escalation-a
   * @param further how much longer than the usual five seconds alerts flow before
   */
  public Outcome kill(String victim, Duration further) throws IOException, InterruptedException {
    var trial = ++trials;
    var accepted = new ConcurrentSkipListMap<Integer, Long>();
    var enough = new AtomicBoolean();
    var load = Thread.ofPlatform().name("load").start(() -> send(trial, accepted, enough));
    try {
      Thread.sleep(BEFORE.plus(further));
      var inHand = cluster.metric(victim, inHand(victim));
      while (inHand == 0) {
        Thread.sleep(100);
        inHand = cluster.metric(victim, inHand(victim));
      }
      cluster.kill(victim);
      var killed = System.nanoTime();
      var nextPage = awaitNextPages(trial, accepted, killed);
      enough.set(true);
      load.join();
      var lost = awaitAll(trial, accepted);
      return judge(trial, victim, inHand, accepted, killed, nextPage, lost);
    } finally {
      enough.set(true);
      load.join();
    }
  }

  /** Starts a killed one again; returns when it is back. */
  public void revive(String victim) throws IOException, InterruptedException {
    cluster.start(victim);
    cluster.await(victim);
  }

  private static String inHand(String victim) {
    return victim.startsWith("escalation") ? "watchbill_incidents_open" : "watchbill_pages_total";
  }

  private void send(int trial, Map<Integer, Long> accepted, AtomicBoolean enough) {
    try {
      for (var alert = 0; !enough.get(); alert++) {
        var at = System.nanoTime();
        if (cluster.post(name(trial, alert), service(alert))) {
          accepted.put(alert, at);
        }
        var left = APART.minusNanos(System.nanoTime() - at);
        if (left.isPositive()) {
          TimeUnit.NANOSECONDS.sleep(left.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String name(int trial, int alert) {
    return "alert-%d-%d".formatted(trial, alert);
  }

  private static int service(int alert) {
    return alert % SmallCluster.SERVICES;
  }

  private List<Long> arrivals(String topic, int trial, int alert) {
    return pager
        .arrivals()
        .getOrDefault(new PagerStandIn.Page(topic, name(trial, alert)), List.of());
  }

  /**
   * Until each service had a page for an alert that was sent after the kill; a minute: one had
   * none.
   */
  private Duration awaitNextPages(int trial, NavigableMap<Integer, Long> accepted, long killed)
      throws InterruptedException {
    while (System.nanoTime() - killed < PATIENCE.toNanos()) {
      var first = new long[SmallCluster.SERVICES];
      Arrays.fill(first, Long.MAX_VALUE);
      accepted.forEach((alert, sent) -> {
        var came = arrivals(SmallCluster.first(service(alert)), trial, alert);
        if (sent > killed && !came.isEmpty()) {
          first[service(alert)] = Math.min(first[service(alert)], came.getFirst() - killed);
        }
      });
      var slowest = Arrays.stream(first).max().orElse(Long.MAX_VALUE);
      if (slowest < Long.MAX_VALUE) {
        return Duration.ofNanos(slowest);
      }
      Thread.sleep(20);
    }
    return PATIENCE;
  }

  /** The pages that haven't come when all should have. */
  private List<PagerStandIn.Page> awaitAll(int trial, NavigableMap<Integer, Long> accepted)
      throws InterruptedException {
    var until = System.nanoTime() + ALL_THERE.toNanos();
    while (true) {
      var missing =
          accepted.keySet().stream()
              .flatMap(alert -> pages(trial, alert).stream())
              .filter(page -> !pager.arrivals().containsKey(page))
              .toList();
      if (missing.isEmpty() || System.nanoTime() > until) {
        return missing;
      }
      Thread.sleep(50);
    }
  }

  private static List<PagerStandIn.Page> pages(int trial, int alert) {
    var service = service(alert);
    return List.of(
        new PagerStandIn.Page(SmallCluster.first(service), name(trial, alert)),
        new PagerStandIn.Page(SmallCluster.second(service), name(trial, alert)));
  }

  private Outcome judge(
      int trial,
      String victim,
      double inHand,
      NavigableMap<Integer, Long> accepted,
      long killed,
      Duration nextPage,
      List<PagerStandIn.Page> lost) {
    var repeated = new LinkedHashMap<PagerStandIn.Page, Integer>();
    var inFlight = new AtomicInteger();
    var unexplained = new ArrayList<PagerStandIn.Page>();
    pager
        .arrivals()
        .forEach((page, times) -> {
          var before = killed - times.getFirst();
          var wasInFlight = before >= 0 && before < IN_FLIGHT.toNanos();
          if (wasInFlight) {
            inFlight.incrementAndGet();
          }
          if (times.size() > 1 && page.alert().startsWith("alert-%d-".formatted(trial))) {
            repeated.put(page, times.size());
            if (!wasInFlight || times.size() > 2) {
              unexplained.add(page);
            }
          }
        });
    return new Outcome(
        victim,
        inHand,
        accepted.size(),
        nextPage,
        latestStep(trial, accepted),
        lost,
        inFlight.get(),
        repeated,
        unexplained);
  }

  /** From when an alert was sent: what the first page took is part of it. */
  private Duration latestStep(int trial, NavigableMap<Integer, Long> accepted) {
    return accepted.entrySet().stream()
        .flatMap(sent ->
            IntStream.of(sent.getKey())
                .mapToObj(alert -> arrivals(SmallCluster.second(service(alert)), trial, alert))
                .filter(came -> !came.isEmpty())
                .map(came -> Duration.ofNanos(came.getFirst() - sent.getValue())))
        .max(Comparator.naturalOrder())
        .map(longest -> longest.minus(SmallCluster.PATIENCE))
        .orElse(Duration.ZERO);
  }
}
