package dev.watchbill.launcher.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
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
   */
  public static CommandLine create(PrintWriter out, PrintWriter err) {
    return new CommandLine(new WatchbillCommand())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(CommandLines::misused)
        .setExecutionExceptionHandler(CommandLines::failed);
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
    command.getErr().println("This is a defect in watchbill: " + e);
    e.printStackTrace(command.getErr());
    return Exit.REFUSED;
  }
}
