package dev.watchbill.launcher.cli.server;

import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.up.Access;
import dev.watchbill.launcher.up.Endpoints;
import dev.watchbill.launcher.up.StoppedUp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running Watchbill a command asks. */
public final class ServerOptions {
  private static final String TOKEN = "WATCHBILL_TOKEN";
  private static final Path USUAL = Path.of("watchbill-data");
  private static final URI LOCAL = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Ask this server, with the token in WATCHBILL_TOKEN.")
  @Nullable URI server;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Ask the up that runs on this data folder, with its admin token. Default: watchbill-data"
              + " where that exists, otherwise --server http://127.0.0.1:8080")
  @Nullable Path data;

  public boolean named() {
    return server != null || data != null;
  }

  /** The data folder that is meant, where no {@code up} runs on it. */
  Optional<Path> stopped() {
    var folder = data == null ? USUAL : data;
    return server == null && Files.exists(folder.resolve("kafka")) && !StoppedUp.isRunning(folder)
        ? Optional.of(folder)
        : Optional.empty();
  }

  public Api api() {
    if (server != null) {
      return new Api(server, Optional.ofNullable(System.getenv(TOKEN)));
    }
    if (data == null && !Files.exists(USUAL)) {
      return new Api(LOCAL, Optional.ofNullable(System.getenv(TOKEN)));
    }
    var folder = data == null ? USUAL : data;
    try {
      var there =
          Endpoints.of(folder)
              .orElseThrow(() ->
                  new Failure(
                      Exit.UNREACHABLE,
                      "Expected %s to be the data folder of an up, but it has no endpoints.json"
                          .formatted(folder)));
      var token = Optional.ofNullable(System.getenv(TOKEN)).or(() -> Access.adminToken(folder));
      return new Api(URI.create(there.http()), token);
    } catch (IOException e) {
      throw new Failure(Exit.UNREACHABLE, "Expected to read " + folder + ", but " + e, e);
    }
  }
}
