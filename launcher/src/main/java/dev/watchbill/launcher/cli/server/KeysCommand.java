package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.cli.terminal.Length;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.launcher.cli.terminal.Table.Column;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Senders' keys: made, listed, replaced with an overlap, taken back. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Makes, lists and revokes the keys of integrations.",
    subcommands = {
      KeysCommand.Create.class,
      KeysCommand.ListAll.class,
      KeysCommand.Rotate.class,
      KeysCommand.Revoke.class
    })
public final class KeysCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Expected create, list, rotate or revoke, such as: watchbill keys list X");
  }

  /** What they have in common: an integration and a server. */
  abstract static class OfIntegration implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin ServerOptions server = new ServerOptions();

    @Parameters(index = "0", paramLabel = "INTEGRATION", description = "As in the roster")
    String integration = "";

    String path() {
      return "integrations/" + Api.segment(integration) + "/keys";
    }
  }

  /** Prints the new secret alone, so that a script can take it. */
  abstract static class Making extends OfIntegration {
    @Option(
        names = {"-m", "--message"},
        paramLabel = "TEXT",
        description = "What it is for, such as the sender's name.")
    @Nullable String message;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text (the key alone) or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    final Integer make(@Nullable Instant expiresAt, @Nullable Instant othersExpireAt) {
      var body = JsonNodeFactory.instance.objectNode();
      if (message != null) {
        body.put("why", message);
      }
      if (expiresAt != null) {
        body.put("expiresAt", expiresAt.toString());
      }
      if (othersExpireAt != null) {
        body.put("othersExpireAt", othersExpireAt.toString());
      }
      var made = server.api().post(path(), body).body();
      if (format == Format.JSON) {
        Answers.json(spec.commandLine().getOut(), made);
      } else {
        spec.commandLine().getOut().println(made.path("key").asText());
        spec.commandLine()
            .getErr()
            .println(
                "This is shown once; key %s of %s"
                    .formatted(made.path("id").asText(), integration));
      }
      return Exit.OK;
    }

    static Instant in(String option, String length) {
      return InstantSource.system().instant().plus(Length.of(option, length));
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes one more key and prints it, this once.")
  static final class Create extends Making {
    @Option(
        names = "--for",
        paramLabel = "DURATION",
        description = "How long it is good, such as 90d. Default: until it is revoked.")
    @Nullable String length;

    @Override
    public Integer call() {
      return make(length == null ? null : in("--for", length), null);
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description =
          "Makes a new key and prints it; the others that were made so expire after the overlap.")
  static final class Rotate extends Making {
    @Option(
        names = "--overlap",
        paramLabel = "DURATION",
        description = "How long the others stay good. Default: ${DEFAULT-VALUE}")
    String overlap = "24h";

    @Override
    public Integer call() {
      return make(null, in("--overlap", overlap));
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "Lists the keys of an integration, without their secrets, and when each was used.")
  static final class ListAll extends OfIntegration {
    private static final List<Column> COLUMNS =
        List.of(
            Column.of("id"),
            new Column("MADE", key -> madeAt(key.path("createdAt").asText())),
            new Column("EXPIRES", key -> Table.text(key.path("expiresAt"))),
            new Column("LAST USED", key -> Table.text(key.path("lastUsedAt"))),
            new Column("BY", key -> Table.text(key.path("lastUsedBy"))),
            Column.of("why"));

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "text or json. Default: ${DEFAULT-VALUE}")
    Format format = Format.TEXT;

    @Override
    public Integer call() {
      var items = server.api().get(path(), List.of()).path("items");
      return Answers.list(
          spec.commandLine().getOut(),
          format,
          items,
          COLUMNS,
          "no keys: nobody can send as " + integration);
    }

    /** Nobody knows when the roster's key was made. */
    private static String madeAt(String createdAt) {
      return createdAt.equals("1970-01-01T00:00:00Z") ? "" : createdAt;
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Takes a key back; it counts no more.")
  static final class Revoke extends OfIntegration {
    @Parameters(index = "1", paramLabel = "KEY", description = "Its id, see: watchbill keys list")
    String key = "";

    @Override
    public Integer call() {
      server.api().delete(path() + "/" + Api.segment(key));
      spec.commandLine().getOut().println("%s of %s revoked".formatted(key, integration));
      return Exit.OK;
    }
  }
}
