package dev.watchbill.launcher.cli.moving;

import dev.watchbill.launcher.moving.Comparison.Difference;
import dev.watchbill.launcher.moving.OtherPlan;
import dev.watchbill.launcher.moving.Source;
import dev.watchbill.launcher.moving.opsgenie.Account;
import dev.watchbill.launcher.moving.opsgenie.AccountReader;
import dev.watchbill.launcher.moving.opsgenie.OpsgenieMoved;
import dev.watchbill.launcher.moving.opsgenie.Timelines;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From Opsgenie. */
@Command(
    name = "opsgenie",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a roster from what Opsgenie has, and compares who is on call by both.",
      "The key stands in WATCHBILL_OPSGENIE_TOKEN, or in the file that"
          + " WATCHBILL_OPSGENIE_TOKEN_FILE names: one of an API integration with the right to read"
          + " configuration. Opsgenie is only read."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 1:refused, or check finds an error in what was written",
      " 2:written, and to be read: some of Opsgenie is never asked for, left out, or planned otherwise",
      "64:the command line isn't right",
      "69:Opsgenie can't be reached, or answers something else",
      "77:the key isn't known, or may not read configuration",
      "78:there is no key, or no API at that address"
    })
public final class OpsgenieCommand implements Callable<Integer> {
  private static final Vendor OPSGENIE =
      new Vendor("Opsgenie", "GenieKey ", "WATCHBILL_OPSGENIE_TOKEN");

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ImportOptions options = new ImportOptions();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "In the EU https://api.eu.opsgenie.com. Default: ${DEFAULT-VALUE}")
  URI url = URI.create("https://api.opsgenie.com");

  @Override
  public Integer call() {
    options.check();
    var err = spec.commandLine().getErr();
    var imported = options.asking(OPSGENIE, url, Map.of(), err, this::imported);
    return new ImportAnswer(OPSGENIE, imported, options).give(spec.commandLine().getOut(), err);
  }

  private Imported imported(Source source) {
    var now = options.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var until = now.plus(Duration.ofDays(7L * options.weeks));
    var account = new AccountReader(source).read();
    var moved = new OpsgenieMoved(account, now);
    var timelines = new Timelines(source, moved);
    var plans = new LinkedHashMap<String, Optional<OtherPlan>>();
    moved
        .schedules()
        .forEach(
            (theirs, ours) -> plans.put(ours, timelines.of(theirs, now, until, options.weeks)));
    return fitting(account, new Imported(moved.draft(), plans, now, until));
  }

  /** Whether turns that are hidden count isn't written down anywhere: the timelines show it. */
  private Imported fitting(Account account, Imported counting) {
    var differing = differing(counting);
    if (differing.isEmpty()) {
      return counting;
    }
    var skipping = skipping(account, counting, differing);
    differing.removeAll(differing(skipping));
    return differing.isEmpty() ? counting : skipping(account, counting, differing);
  }

  private static Imported skipping(Account account, Imported it, Set<String> schedules) {
    var draft = new OpsgenieMoved(account, it.from(), schedules).draft();
    return new Imported(draft, it.plans(), it.from(), it.until());
  }

  /** Schedules whose plan isn't the one elsewhere at some time when both are known. */
  private Set<String> differing(Imported imported) {
    return imported
        .roster(options.environment)
        .map(it -> Compared.all(it, imported))
        .orElse(List.of())
        .stream()
        .filter(it -> it.differences().stream().anyMatch(Difference::isKnown))
        .map(Compared::schedule)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
