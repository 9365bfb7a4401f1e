package dev.watchbill.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.RecordingAlertLog;
import dev.watchbill.ingest.auth.KeyUses;
import dev.watchbill.ingest.auth.Keyring;
import dev.watchbill.ingest.batch.BatchIntake;
import dev.watchbill.ingest.batch.Uncounted;
import dev.watchbill.ingest.formats.Formats;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's mail server in front of us: it hands on all it gets, over TLS only, and tries again. */
@Tag("slow")
class RealMailServerTest {
  private static final Path EXIM = Path.of("/usr/sbin/exim4");
  private static final String PASSWORD = "a-password-of-the-test";
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String TO = SECRET + "@oncall.test";
  private static final String CONFIG =
      """
      primary_hostname = sender.test
      spool_directory = DIR/spool
      log_file_path = DIR/log/%slog
      keep_environment =
      begin routers
      on:
        driver = manualroute
        transport = out
        route_list = * 127.0.0.1
        self = send
      begin transports
      out:
        driver = smtp
        port = PORT
        hosts_require_tls = 127.0.0.1
        allow_localhost
      begin retry
      * * F,1h,1s
      """;

  @TempDir Path folder;

  private final RecordingAlertLog log = new RecordingAlertLog();
  private final Keyring keys = new Keyring();

  @Test
  void aMailServerHandsOverItsMailsAndTriesAgainWhatCannotBeKept() throws Exception {
    var isThere = Files.isExecutable(EXIM) && "root".equals(System.getProperty("user.name"));
    if (!isThere) {
      System.out.println("SKIPPED a test that needs exim4 (Debian) and root");
    }
    assumeTrue(isThere, "exim4 isn't installed, or nobody is root");
    try (var intake = intake()) {
      intake.start();
      configure(intake.port());
      send(TO, "Subject: PROBLEM: Disk full on db1\n\n98% of /var\n");
      assertThat(log.alerts)
          .singleElement()
          .returns("Disk full on db1", Alert::getKey)
          .returns("firing", Alert::getStatus);
      assertThat(log.alerts.toString()).doesNotContain(SECRET);
      assertThat(said()).contains("X=TLS", "250");

      log.answering(new Appended.Unavailable("away"));
      send(TO, "Subject: RECOVERY: Disk full on db1\n\n12%\n");
      assertThat(said()).contains("451 4.3.0");
      assertThat(log.alerts).hasSize(1);
      log.answering(new Appended.Durable());
      run("sh", "-c", EXIM + " -C " + folder.resolve("exim.conf") + " -qff");
      assertThat(log.alerts).hasSize(2);
      assertThat(log.alerts.getLast().getStatus()).isEqualTo("resolved");

      send("nobody@oncall.test", "Subject: x\n\nx\n");
      assertThat(said()).contains("550 5.1.1");
    }
  }

  private MailIntake intake() throws IOException, InterruptedException {
    var settings =
        MailSettings.of(
                new Environment(
                    Map.of(
                        "WATCHBILL_MAIL_LISTEN",
                        "127.0.0.1:0",
                        "WATCHBILL_MAIL_KEYSTORE",
                        keystore().toString(),
                        "WATCHBILL_MAIL_KEYSTORE_PASSWORD",
                        PASSWORD,
                        "WATCHBILL_MAIL_TLS",
                        "required")))
            .orElseThrow();
    var format =
        new Formats(
                () -> "made",
                address -> {
                  throw new IOException("Expected nobody to be asked");
                })
            .of("email")
            .orElseThrow();
    var roster = roster();
    return new MailIntake(
        settings,
        new MailIntake.Parts(
            keys,
            () -> roster,
            () -> true,
            new BatchIntake(log, new Heartbeats(log), () -> "id", new Uncounted()),
            format,
            new KeyUses(log::used),
            TestClock.at("2026-01-05T09:00:00Z")));
  }

  private RosterSnapshot roster() {
    keys.accept(
        "key:mails/1",
        Credential.newBuilder()
            .setId("key:mails/1")
            .setKind("integration")
            .setIntegration("mails")
            .setHash(Secrets.hash(SECRET))
            .build());
    var stage = new RosterStage();
    var mails = Integration.newBuilder().setName("mails").setType("email").build();
    var _ =
        stage.accept("integration:mails", RosterRecord.newBuilder().setIntegration(mails).build());
    return stage
        .accept(
            RosterStage.CURRENT,
            RosterRecord.newBuilder()
                .setVersion("1")
                .setCurrent(RosterCurrent.newBuilder().build())
                .build())
        .orElseThrow();
  }

  private Path keystore() throws IOException, InterruptedException {
    var file = folder.resolve("mail.p12");
    run(
        Path.of(String.valueOf(System.getProperty("java.home")), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "mail",
        "-keyalg",
        "EC",
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString(),
        "-storepass",
        PASSWORD,
        "-dname",
        "CN=localhost");
    return file;
  }

  private void configure(int port) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("spool"));
    Files.createDirectories(folder.resolve("log"));
    run("chown", "-R", "Debian-exim:Debian-exim", folder.toString());
    run("chmod", "-R", "go+rX", folder.toString());
    // It must be root's own, or it isn't believed.
    Files.writeString(
        folder.resolve("exim.conf"),
        CONFIG.replace("DIR", folder.toString()).replace("PORT", Integer.toString(port)));
  }

  /** Gives it a mail; it has been handed on, or refused, when this returns. */
  private void send(String to, String mail) throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("mail.eml"), mail);
    var config = folder.resolve("exim.conf");
    run(
        "sh",
        "-c",
        "%s -C %s -odf -oi -f checks@sender.test %s < %s".formatted(EXIM, config, to, file));
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("log").resolve("mainlog"));
  }

  private void run(String... command) throws IOException, InterruptedException {
    var said = folder.resolve("said.log").toFile();
    var code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(said))
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(
          "Expected %s to succeed, but got %d: %s"
              .formatted(command[0], code, Files.readString(said.toPath())));
    }
  }
}
