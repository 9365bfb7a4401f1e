package dev.watchbill.launcher.cli.moving;

import dev.watchbill.launcher.moving.OtherPlan;
import dev.watchbill.launcher.moving.Source;
import dev.watchbill.launcher.moving.oncall.FinalShifts;
import dev.watchbill.launcher.moving.oncall.OnCallMoved;
import dev.watchbill.launcher.moving.oncall.OnCallReader;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From Grafana OnCall. */
@Command(
    name = "grafana-oncall",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a roster from what Grafana OnCall has, and compares who is on call by both.",
      "The key stands in WATCHBILL_GRAFANA_ONCALL_TOKEN, or in the file that"
          + " WATCHBILL_GRAFANA_ONCALL_TOKEN_FILE names. OnCall is only read."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:all of it was taken, and both plans are the same",
      " 1:refused, or check finds an error in what was written",
      " 2:written, but something was left out, or the plans differ",
      "64:the command line isn't right",
      "69:OnCall can't be reached, or answers something else",
      "77:the key isn't known, or may not read",
      "78:there is no key, or no API at that address"
    })
public final class GrafanaOnCallCommand implements Callable<Integer> {
  private static final Vendor ONCALL = new Vendor("OnCall", "", "WATCHBILL_GRAFANA_ONCALL_TOKEN");

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin ImportOptions options = new ImportOptions();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "OnCall's API, as its settings show it, such as"
              + " https://oncall-prod-us-central-0.grafana.net/oncall. Default: ${DEFAULT-VALUE}")
  URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--grafana",
      paramLabel = "URL",
      description = "The Grafana it belongs to; needed with the token of a service account.")
  @Nullable URI grafana;

  @Override
  public Integer call() {
    options.check();
    var err = spec.commandLine().getErr();
    Map<String, String> headers =
        grafana == null ? Map.of() : Map.of("X-Grafana-URL", grafana.toString());
    var imported = options.asking(ONCALL, url, headers, err, this::imported);
    return new ImportAnswer(ONCALL, imported, options).give(spec.commandLine().getOut(), err);
  }

  private Imported imported(Source source) {
    var now = options.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var until = now.plus(Duration.ofDays(7L * options.weeks));
    var moved = new OnCallMoved(new OnCallReader(source).read(), now);
    var shifts = new FinalShifts(source, moved);
    var plans = new LinkedHashMap<String, Optional<OtherPlan>>();
    moved.schedules().forEach((theirs, ours) -> plans.put(ours, shifts.of(theirs, now, until)));
    return new Imported(moved.draft(), plans, now, until);
  }
}
