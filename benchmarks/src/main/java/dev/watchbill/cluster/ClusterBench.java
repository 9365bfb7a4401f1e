package dev.watchbill.cluster;

import dev.watchbill.testkit.cluster.KillTrial;
import dev.watchbill.testkit.cluster.PagerStandIn;
import dev.watchbill.testkit.cluster.SmallCluster;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two escalation processors and two notifiers as processes on one broker; one is killed while
 * incidents are open, again and again, each in turn.
 */
public final class ClusterBench {
  private static final List<String> VICTIMS =
      List.of("escalation-a", "notifier-a", "escalation-b", "notifier-b");
  private static final Duration PROVIDER = Duration.ofMillis(150);

  private ClusterBench() {}

  /**
   * Runs it; exit 1 where the promise isn't kept.
   *
   * @param arguments how many kills; none: 10
   */
  public static void main(String[] arguments) throws Exception {
    var kills = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
    var folder = Files.createTempDirectory("watchbill-cluster");
    var outcomes = new ArrayList<KillTrial.Outcome>();
    var random = new SplittableRandom(1);
    try (var pager = PagerStandIn.start(KillTrial.NAME, PROVIDER);
        var cluster = SmallCluster.start(folder, pager.variables())) {
      var trial = new KillTrial(cluster, pager);
      for (var kill = 0; kill < kills; kill++) {
        var victim = VICTIMS.get(kill % VICTIMS.size());
        var outcome = trial.kill(victim, Duration.ofMillis(random.nextInt(2_000)));
        outcomes.add(outcome);
        System.out.println(outcome);
        trial.revive(victim);
      }
      pager.complaints().forEach(System.out::println);
    }
    summary("escalation", outcomes);
    summary("notifier", outcomes);
    System.out.println("Logs and data: " + folder);
    System.exit(outcomes.stream().allMatch(KillTrial.Outcome::holds) ? 0 : 1);
  }

  private static void summary(String service, List<KillTrial.Outcome> outcomes) {
    var its = outcomes.stream().filter(it -> it.killed().startsWith(service)).toList();
    if (its.isEmpty()) {
      return;
    }
    var next = its.stream().map(KillTrial.Outcome::nextPage).sorted().toList();
    System.out.printf(
        "%-10s killed %d times: next page of every service after %d ms at the median, %d ms at"
            + " most; %d alerts, %d pages lost, %d repeated of %d in flight%n",
        service,
        its.size(),
        next.get(next.size() / 2).toMillis(),
        next.getLast().toMillis(),
        its.stream().mapToInt(KillTrial.Outcome::accepted).sum(),
        its.stream().mapToInt(it -> it.lost().size()).sum(),
        its.stream().mapToInt(it -> it.repeated().size()).sum(),
        its.stream().mapToInt(KillTrial.Outcome::inFlight).sum());
  }
}
