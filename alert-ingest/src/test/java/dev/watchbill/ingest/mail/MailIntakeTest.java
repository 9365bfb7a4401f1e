package dev.watchbill.ingest.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.RecordingAlertLog;
import dev.watchbill.ingest.auth.Allowance;
import dev.watchbill.ingest.auth.KeyUse;
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
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import dev.watchbill.testkit.TestClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a socket, as a mail server in front of it speaks. */
class MailIntakeTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String MAIL = "Subject: disk\r\nTo: " + SECRET + "@x\r\n\r\nfull\r\n.\r\n";

  private final TestClock clock = TestClock.at("2026-01-05T09:00:00Z");
  private final RecordingAlertLog log = new RecordingAlertLog();
  private final Keyring keys = new Keyring();
  private final AtomicReference<RosterSnapshot> roster = new AtomicReference<>(RosterSnapshot.NONE);
  private final RosterStage stage = new RosterStage();
  private volatile boolean ready = true;
  private final MailIntake intake = intake();

  private MailIntake intake() {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var format =
        new Formats(
                () -> "made",
                address -> {
                  throw new IOException("Expected nobody to be asked");
                })
            .of("email")
            .orElseThrow();
    var parts =
        new MailIntake.Parts(
            keys,
            roster::get,
            () -> ready,
            new BatchIntake(log, new Heartbeats(log), () -> "id", new Uncounted()),
            format,
            new KeyUses(log::used),
            clock);
    var settings = new MailSettings(loopback, "oncall.example.com", Optional.empty(), false);
    return new MailIntake(settings, parts, new Allowance(1, 3));
  }

  @BeforeEach
  void start() {
    integrate("mails", "email", SECRET);
    integrate("hooks", "json", "f".repeat(32));
    intake.start();
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  private void key(String id, String integration, String secret) {
    keys.accept(
        "key:" + id,
        Credential.newBuilder()
            .setId("key:" + id)
            .setKind("integration")
            .setIntegration(integration)
            .setHash(Secrets.hash(secret))
            .build());
  }

  private void integrate(String name, String type, String secret) {
    key(name + "/1", name, secret);
    var integration = Integration.newBuilder().setName(name).setType(type).setService("db").build();
    var _ =
        stage.accept(
            "integration:" + name, RosterRecord.newBuilder().setIntegration(integration).build());
    stage
        .accept(
            RosterStage.CURRENT,
            RosterRecord.newBuilder()
                .setVersion(name)
                .setCurrent(RosterCurrent.newBuilder().build())
                .build())
        .ifPresent(roster::set);
  }

  @Test
  void aMailToAnAddressIsAnAlertAndItsSecretStandsNowhere() throws Exception {
    try (var client = new Client()) {
      assertThat(client.greet()).startsWith("220 oncall.example.com");
      client.say("EHLO sender");
      client.say("MAIL FROM:<checks@example.com>");
      assertThat(
              client.say("RCPT TO:<watchbill+" + SECRET.toUpperCase(java.util.Locale.ROOT) + "@x>"))
          .startsWith("250");
      client.say("DATA");
      assertThat(client.send(MAIL)).startsWith("250");
    }
    assertThat(log.alerts)
        .singleElement()
        .returns("disk", Alert::getKey)
        .returns("mails", Alert::getIntegration);
    assertThat(log.alerts.toString().toLowerCase(java.util.Locale.ROOT)).doesNotContain(SECRET);
    var raw = StandardCharsets.UTF_8.decode(log.alerts.getFirst().getRaw()).toString();
    assertThat(raw).contains("To: ***@x").doesNotContain(SECRET);
    assertThat(log.uses)
        .singleElement()
        .satisfies(use -> assertThat(use.credential()).isEqualTo("key:mails/1"));
  }

  @Test
  void noKeyOfAnyIntegrationStandsInWhatIsKept() throws Exception {
    var rotated = "b".repeat(30) + "22";
    var other = "c".repeat(30) + "33";
    key("mails/2", "mails", rotated);
    integrate("more", "email", other);
    var coded = Base64.getMimeEncoder().encodeToString(("see " + other + "@x\n").getBytes(UTF_8));
    var mail =
        """
        To: watchbill+%s@x, %s@x
        Cc: %s@x
        Subject: =?utf-8?q?disk_=63%s?=
        X-Note: =?utf-8?b?%s?=
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=q

        --q
        Content-Type: text/plain
        Content-Transfer-Encoding: quoted-printable

        full; answer to bbbbb=
        %s@x
        --q
        Content-Type: text/html
        Content-Transfer-Encoding: base64

        %s
        --q--
        .
        """
            .formatted(
                SECRET,
                rotated,
                other,
                other.substring(1),
                Base64.getEncoder().encodeToString(other.getBytes(UTF_8)),
                rotated.substring(5),
                coded)
            .replace("\n", "\r\n");
    try (var client = new Client()) {
      client.begin();
      client.say("RCPT TO:<" + SECRET + "@x>");
      client.say("RCPT TO:<" + rotated + "@x>");
      client.say("DATA");
      assertThat(client.send(mail)).startsWith("250");
    }
    assertThat(log.alerts)
        .singleElement()
        .returns("disk ***", Alert::getTitle)
        .returns("full; answer to ***@x", it -> it.getText().strip());
    var raw = UTF_8.decode(log.alerts.getFirst().getRaw()).toString();
    assertThat(log.alerts + raw)
        .doesNotContain(SECRET)
        .doesNotContain(rotated.substring(5))
        .doesNotContain(other.substring(1))
        .doesNotContain(coded.substring(0, 20));
    assertThat(raw).contains("x-note: ***", "full; answer to ***@x");
    assertThat(log.uses)
        .extracting(KeyUse::credential)
        .containsExactly("key:mails/1", "key:mails/2");
  }

  @Test
  void aMailWithoutKeysIsKeptAsItCame() throws Exception {
    try (var client = new Client()) {
      client.begin();
      client.say("RCPT TO:<" + SECRET + "@x>");
      client.say("DATA");
      client.send(
          "Subject: =?utf-8?q?a_b?=\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n.\r\n");
    }
    assertThat(UTF_8.decode(log.alerts.getFirst().getRaw()).toString())
        .startsWith("Subject: =?utf-8?q?a_b?=")
        .contains("YWJj");
  }

  @Test
  void turnsAwayOtherAddressesAndIntegrationsOfOtherTypes() throws Exception {
    try (var client = new Client()) {
      client.begin();
      assertThat(client.say("RCPT TO:<nobody@x>")).startsWith("550");
      assertThat(client.say("RCPT TO:<" + "f".repeat(32) + "@x>")).startsWith("550");
      assertThat(client.say("DATA")).startsWith("503");
    }
    assertThat(log.alerts).isEmpty();
  }

  @Test
  void hasAMailComeAgainWhileItCannotBeKept() throws Exception {
    log.answering(new Appended.Unavailable("away"));
    try (var client = new Client()) {
      client.begin();
      client.say("RCPT TO:<" + SECRET + "@x>");
      client.say("DATA");
      assertThat(client.send(MAIL)).startsWith("451");
      assertThat(client.isEnded()).as("nothing is left half open").isTrue();
    }
    log.answering(new Appended.Durable());
    try (var client = new Client()) {
      client.begin();
      client.say("RCPT TO:<" + SECRET + "@x>");
      client.say("DATA");
      assertThat(client.send(MAIL)).startsWith("250");
      assertThat(client.say("MAIL FROM:<a@b>")).as("and the next").startsWith("250");
    }
    ready = false;
    try (var client = new Client()) {
      client.begin();
      assertThat(client.say("RCPT TO:<" + SECRET + "@x>")).startsWith("451");
    }
    assertThat(log.alerts).hasSize(1);
  }

  @Test
  void slowsDownAFloodOfMails() throws Exception {
    try (var client = new Client()) {
      client.begin();
      for (var i = 0; i < 3; i++) {
        assertThat(client.say("RCPT TO:<" + SECRET + "@x>")).startsWith("250");
        client.say("RSET");
        client.say("MAIL FROM:<a@b>");
      }
      assertThat(client.say("RCPT TO:<" + SECRET + "@x>")).startsWith("450");
    }
  }

  @Test
  void takesALargeMailWithoutItsAttachments() throws Exception {
    try (var client = new Client()) {
      client.begin();
      client.say("RCPT TO:<" + SECRET + "@x>");
      client.say("DATA");
      var line = "x".repeat(900) + "\r\n";
      assertThat(client.send("Subject: large\r\n\r\n" + line.repeat(3_000) + ".\r\n"))
          .startsWith("250");
    }
    assertThat(log.alerts.getFirst().getTitle()).isEqualTo("large");
  }

  private final class Client implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), intake.port());
    private final BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

    private Client() throws IOException {
      socket.setSoTimeout(20_000);
    }

    String greet() throws IOException {
      return answer();
    }

    void begin() throws IOException {
      greet();
      say("EHLO sender");
      say("MAIL FROM:<checks@example.com>");
    }

    String say(String line) throws IOException {
      return send(line + "\r\n");
    }

    String send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return answer();
    }

    boolean isEnded() throws IOException {
      return in.readLine() == null;
    }

    private String answer() throws IOException {
      var line = String.valueOf(in.readLine());
      while (line.length() > 3 && line.charAt(3) == '-') {
        line = String.valueOf(in.readLine());
      }
      return line;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
