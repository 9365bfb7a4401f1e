package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Accounts with a password, for teams without an identity provider. */
@Command(
    name = "accounts",
    mixinStandardHelpOptions = true,
    description = "Invites people to choose a password, lists, resets and removes their accounts.",
    subcommands = {
      AccountsCommand.Add.class,
      AccountsCommand.Reset.class,
      AccountsCommand.Remove.class,
      AccountsCommand.ListAll.class
    })
public final class AccountsCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Expected add, reset, remove or list, such as: watchbill accounts add asha");
  }

  /** What they have in common: a person and a server. */
  abstract static class OfPerson implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "PERSON", description = "As in the roster")
    String person = "";

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    /** Prints the link alone, so that a script can take it. */
    final Integer invited(Api api, JsonNode made) {
      if (format == Format.JSON) {
        Answers.json(spec.commandLine().getOut(), made);
      } else {
        spec.commandLine().getOut().println(api.address(made.path("link").asText()));
        spec.commandLine()
            .getErr()
            .println(
                "This is shown once. Whoever opens it first chooses the password of %s; it works until %s."
                    .formatted(person, made.path("expiresAt").asText()));
      }
      return Exit.OK;
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Makes an invitation and prints its link, this once.")
  static final class Add extends OfPerson {
    @Override
    public Integer call() {
      var api = server.api();
      var body = JsonNodeFactory.instance.objectNode().put("person", person);
      return invited(api, api.post("accounts", body).body());
    }
  }

  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description =
          "Takes the password back, signs the person out everywhere, and prints a new invitation.")
  static final class Reset extends OfPerson {
    @Override
    public Integer call() {
      var api = server.api();
      var path = "accounts/" + Api.segment(person) + "/reset";
      return invited(api, api.post(path, JsonNodeFactory.instance.objectNode()).body());
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Takes the password back and signs the person out everywhere.")
  static final class Remove extends OfPerson {
    @Override
    public Integer call() {
      server.api().delete("accounts/" + Api.segment(person));
      if (format == Format.TEXT) {
        spec.commandLine().getOut().println("account of " + person + " removed");
      }
      return Exit.OK;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists who has an account, and who is invited.")
  static final class ListAll implements Callable<Integer> {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("person"),
            new Column("PASSWORD SINCE", account -> Table.text(account.path("since"))),
            new Column("INVITED UNTIL", account -> Table.text(account.path("invitedUntil"))));

    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ServerOptions server = new ServerOptions();

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    @Override
    public Integer call() {
      var items = server.api().get("accounts", List.of()).path("items");
      return Answers.list(spec.commandLine().getOut(), format, items, COLUMNS, "no accounts");
    }
  }
}
