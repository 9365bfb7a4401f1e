package dev.watchbill.launcher.cli.rota;

import dev.watchbill.launcher.cli.server.ServerOptions;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a question about shifts is put: to a server, or to roster files. */
final class RotaOptions {
  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--roster",
      paramLabel = "DIR",
      description = "Plan from these files, without any server: planned, not published.")
  @Nullable Path roster;

  public Rota rota(PrintWriter err) {
    return offline(err).<Rota>map(files -> files).orElseGet(this::published);
  }

  /** What a server says. */
  Rota published() {
    return new ServerRota(server.api());
  }

  /** The files to plan from; empty: a server is asked. */
  Optional<RosterRota> offline(PrintWriter err) {
    if (roster == null) {
      return Optional.empty();
    }
    if (server.named()) {
      throw new Failure(Exit.USAGE, "Expected --roster, or --server or --data, but got both");
    }
    return Optional.of(RosterRota.read(roster, err, InstantSource.system()));
  }
}
