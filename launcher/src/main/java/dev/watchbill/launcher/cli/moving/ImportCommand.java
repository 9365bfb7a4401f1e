package dev.watchbill.launcher.cli.moving;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Moves here from another product. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "PRODUCT",
    description =
        "Writes a roster from what another product has, and compares who is on call by both.",
    subcommands = {OpsgenieCommand.class, GrafanaOnCallCommand.class, PagerDutyCommand.class})
public final class ImportCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Expected a product, such as: watchbill import opsgenie DIR");
  }
}
