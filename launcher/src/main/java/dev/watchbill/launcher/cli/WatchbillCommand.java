package dev.watchbill.launcher.cli;

import dev.watchbill.launcher.cli.moving.ImportCommand;
import dev.watchbill.launcher.cli.plan.PlanCommand;
import dev.watchbill.launcher.cli.roster.CheckCommand;
import dev.watchbill.launcher.cli.roster.InitCommand;
import dev.watchbill.launcher.cli.roster.MapCommand;
import dev.watchbill.launcher.cli.roster.RenderCommand;
import dev.watchbill.launcher.cli.rota.FairnessCommand;
import dev.watchbill.launcher.cli.rota.GapsCommand;
import dev.watchbill.launcher.cli.rota.OncallCommand;
import dev.watchbill.launcher.cli.rota.RouteCommand;
import dev.watchbill.launcher.cli.rota.ShiftsCommand;
import dev.watchbill.launcher.cli.run.DemoCommand;
import dev.watchbill.launcher.cli.run.ServeCommand;
import dev.watchbill.launcher.cli.run.SimulateCommand;
import dev.watchbill.launcher.cli.run.UpCommand;
import dev.watchbill.launcher.cli.server.AccountsCommand;
import dev.watchbill.launcher.cli.server.AwayCommand;
import dev.watchbill.launcher.cli.server.CalendarsCommand;
import dev.watchbill.launcher.cli.server.ContactsCommand;
import dev.watchbill.launcher.cli.server.IncidentsCommand;
import dev.watchbill.launcher.cli.server.IntegrationsCommand;
import dev.watchbill.launcher.cli.server.KeysCommand;
import dev.watchbill.launcher.cli.server.OverrideCommand;
import dev.watchbill.launcher.cli.server.PageCommand;
import dev.watchbill.launcher.cli.server.ReadinessCommand;
import dev.watchbill.launcher.cli.server.RebuildCommand;
import dev.watchbill.launcher.cli.server.RejectedCommand;
import dev.watchbill.launcher.cli.server.RespondCommands;
import dev.watchbill.launcher.cli.server.ReviewCommand;
import dev.watchbill.launcher.cli.server.SilenceCommands;
import dev.watchbill.launcher.cli.server.SwapCommand;
import dev.watchbill.launcher.cli.server.TailCommand;
import dev.watchbill.launcher.cli.server.WhyCommand;
import dev.watchbill.launcher.cli.terminal.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root: says what there is. */
@Command(
    name = "watchbill",
    description = "On-call management as an event pipeline on Kafka.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      InitCommand.class,
      ImportCommand.class,
      UpCommand.class,
      ServeCommand.class,
      CheckCommand.class,
      PlanCommand.class,
      OncallCommand.class,
      ShiftsCommand.class,
      GapsCommand.class,
      FairnessCommand.class,
      RouteCommand.class,
      SimulateCommand.class,
      ReadinessCommand.class,
      IncidentsCommand.class,
      WhyCommand.class,
      ReviewCommand.class,
      RespondCommands.Acknowledge.class,
      RespondCommands.Resolve.class,
      RespondCommands.Escalate.class,
      RespondCommands.Snooze.class,
      RespondCommands.Reassign.class,
      RespondCommands.AddResponder.class,
      RespondCommands.Note.class,
      PageCommand.class,
      SilenceCommands.Silence.class,
      SilenceCommands.Silences.class,
      SilenceCommands.Unsilence.class,
      OverrideCommand.class,
      SwapCommand.class,
      AwayCommand.class,
      ContactsCommand.class,
      AccountsCommand.class,
      KeysCommand.class,
      IntegrationsCommand.class,
      RejectedCommand.class,
      CalendarsCommand.class,
      RebuildCommand.class,
      MapCommand.class,
      RenderCommand.class,
      TailCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:answered, also when nobody is on call",
      " 1:refused, or a promise is broken",
      " 2:plan found changes; import left something out, or found another plan",
      "64:the command line isn't right",
      "69:the server can't be reached",
      "77:not allowed",
      "78:no JDK, or the configuration isn't right"
    })
final class WatchbillCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command, such as: watchbill demo");
  }
}
