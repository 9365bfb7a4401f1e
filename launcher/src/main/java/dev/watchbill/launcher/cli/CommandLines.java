package dev.watchbill.launcher.cli;

import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.schemas.config.UnreadableSetting;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Makes the command line: answers to stdout, all else to stderr, failures as {@link Exit} codes.
 */
public final class CommandLines {
  private CommandLines() {}

  /**
   * The {@code watchbill} command.
   *
   * @param out where answers go
   * @param err where progress and complaints go
   * @param arguments what it will be asked to do; it then needs to know that command only, and is
   *     there sooner. None: it knows all commands
   */
  public static CommandLine create(PrintWriter out, PrintWriter err, String... arguments) {
    return Stream.of(arguments)
        .limit(1)
        .flatMap(CommandLines::alone)
        .findFirst()
        .orElseGet(() -> new CommandLine(new WatchbillCommand()))
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(CommandLines::misused)
        .setExecutionExceptionHandler(CommandLines::failed);
  }

  /** The root with one command; empty if there is none of that name. */
  private static Stream<CommandLine> alone(String name) {
    var root = WatchbillCommand.class.getAnnotation(Command.class);
    return Stream.of(root.subcommands())
        .filter(command -> command.getAnnotation(Command.class).name().equals(name))
        .filter(command -> command != HelpCommand.class)
        .map(command ->
            new CommandLine(CommandSpec.create().name(root.name()))
                .addSubcommand(name, new CommandLine(command)));
  }

  private static int misused(ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return Exit.USAGE;
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof Failure failure) {
      command.getErr().println(failure.getMessage());
      return failure.exit();
    }
    if (unreadable(e) instanceof UnreadableSetting setting) {
      command.getErr().println(setting.getMessage());
      return Exit.CONFIGURATION;
    }
    command.getErr().println("This is a defect in watchbill: " + e);
    e.printStackTrace(command.getErr());
    return Exit.REFUSED;
  }

  /** What lies beneath it all; services are started by other threads, which wrap it. */
  private static @Nullable Throwable unreadable(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .filter(UnreadableSetting.class::isInstance)
        .findFirst()
        .orElse(null);
  }
}
