package dev.watchbill.launcher.cli.moving;

import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.OtherPlan;
import dev.watchbill.launcher.moving.Source;
import dev.watchbill.launcher.moving.pagerduty.AccountReader;
import dev.watchbill.launcher.moving.pagerduty.PagerDutyMoved;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From PagerDuty. */
@Command(
    name = "pagerduty",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a roster from what PagerDuty has, and compares who is on call by both.",
      "The key stands in WATCHBILL_PAGERDUTY_TOKEN, or in the file that"
          + " WATCHBILL_PAGERDUTY_TOKEN_FILE names; a read-only one does. PagerDuty is only read."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 1:refused, or check finds an error in what was written",
      " 2:written, and to be read: some of PagerDuty is never asked for, left out, or planned otherwise",
      "64:the command line isn't right",
      "69:PagerDuty can't be reached, or answers something else",
      "77:the key isn't known, or may not read",
      "78:there is no key, or no API at that address"
    })
public final class PagerDutyCommand implements Callable<Integer> {
  private static final Vendor PAGERDUTY =
      new Vendor("PagerDuty", "Token token=", "WATCHBILL_PAGERDUTY_TOKEN");

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ImportOptions options = new ImportOptions();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "In the EU https://api.eu.pagerduty.com. Default: ${DEFAULT-VALUE}")
  URI url = URI.create("https://api.pagerduty.com");

  @Override
  public Integer call() {
    options.check();
    var err = spec.commandLine().getErr();
    var imported = options.asking(PAGERDUTY, url, Map.of(), err, this::imported);
    return new ImportAnswer(PAGERDUTY, imported, options).give(spec.commandLine().getOut(), err);
  }

  private Imported imported(Source source) {
    var now = options.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var until = now.plus(Duration.ofDays(7L * options.weeks));
    var moved = new PagerDutyMoved(new AccountReader(source, now, until).read(), now);
    var plans = new LinkedHashMap<String, Optional<OtherPlan>>();
    moved
        .rendered()
        .forEach((schedule, held) ->
            plans.put(
                schedule,
                options.from == null
                    ? held.map(it -> new OtherPlan(now, until, it))
                    : held.flatMap(PagerDutyCommand::saved)));
    return new Imported(moved.draft(), plans, now, until);
  }

  /** A saved answer doesn't say which time it is about: not more than it has somebody for. */
  private static Optional<OtherPlan> saved(List<Held> held) {
    var from = held.stream().map(Held::from).min(Comparator.naturalOrder());
    var to = held.stream().map(Held::to).max(Comparator.naturalOrder());
    return from.map(it -> new OtherPlan(it, to.orElse(it), held));
  }
}
