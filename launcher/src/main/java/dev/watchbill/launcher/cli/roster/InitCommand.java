package dev.watchbill.launcher.cli.roster;

import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.roster.InitTemplate;
import dev.watchbill.schemas.config.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a roster to start from, and says how to connect to it. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Writes a small working roster, and says how monitoring connects to it.")
public final class InitCommand implements Callable<Integer> {
  private static final String NEXT =
      """
      Wrote {dir}: a roster with one person ({person}), one service ({service}) and one integration ({integration}).
      Editors that know YAML complete it by roster.schema.json. Its key stands in {key}, for nobody else to read.

      Start it
        ./watchbill up --roster {dir} --data {dir}-data

      Try it
        curl -H "Authorization: Bearer $(cat {key})" -H 'Content-Type: application/json' \\
          -d '[{"labels":{"alertname":"Test","service":"{service}","severity":"critical"}}]' \\
          http://127.0.0.1:8080/api/v2/alerts

      Connect Prometheus (prometheus.yml)
        alerting:
          alertmanagers:
            - authorization: {credentials_file: {key}}
              static_configs: [{targets: ["127.0.0.1:8080"]}]

      Or the Alertmanager you have (alertmanager.yml)
        receivers:
          - name: watchbill
            webhook_configs:
              - url: http://127.0.0.1:8080/integrations/{integration}/alertmanager
                send_resolved: true
                http_config: {authorization: {credentials_file: {key}}}
      """;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "Folder to write; must be new or empty")
  Path folder = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Your name. Default: ${DEFAULT-VALUE}")
  String name = System.getProperty("user.name", "me");

  @Override
  public Integer call() {
    var person = id(System.getProperty("user.name", "me"));
    try {
      refuseUnlessEmpty();
      for (var file : InitTemplate.files(person, name, ZoneId.systemDefault().getId()).entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      var key = writeKey();
      spec.commandLine().getOut().print(next(person, key));
    } catch (IOException e) {
      throw new Failure(Exit.REFUSED, "Expected to write " + folder + ", but " + e, e);
    }
    return Exit.OK;
  }

  private String next(String person, Path key) {
    return NEXT.replace("{dir}", folder.toString())
        .replace("{person}", person)
        .replace("{service}", InitTemplate.SERVICE)
        .replace("{integration}", InitTemplate.INTEGRATION)
        .replace("{key}", key.toString());
  }

  private void refuseUnlessEmpty() throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new Failure(
            Exit.REFUSED, "Expected a new or empty folder, but there are files in " + folder);
      }
    }
  }

  private Path writeKey() throws IOException {
    var key = folder.resolve(InitTemplate.KEY_FILE).toAbsolutePath().normalize();
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(key, Secrets.mint() + "\n");
  }

  private static String id(String user) {
    var id = user.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    return id.isBlank() ? "me" : id;
  }
}
