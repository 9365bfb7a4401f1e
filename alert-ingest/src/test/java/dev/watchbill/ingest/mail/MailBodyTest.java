package dev.watchbill.ingest.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.RecordingAlertLog;
import dev.watchbill.ingest.batch.BatchIntake;
import dev.watchbill.ingest.batch.Body;
import dev.watchbill.ingest.batch.Uncounted;
import dev.watchbill.ingest.formats.Formats;
import dev.watchbill.ingest.heartbeat.Heartbeats;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Integration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What becomes of mails, well made and otherwise. */
class MailBodyTest {
  private static final String MULTIPART =
      """
      From: =?utf-8?q?Pr=C3=BCfer?= <checks@example.com>
      To: ***@oncall.example.com
      Subject: =?utf-8?b?UFJPQkxFTTogRMO8c2Ugdm9sbA==?=
      Date: Mon, 05 Jan 2026 10:00:00 +0100
      X-Priority: 1 (Highest)
      MIME-Version: 1.0
      Content-Type: multipart/alternative; boundary="b"

      --b
      Content-Type: text/html; charset=utf-8

      <p>Shown <b>second</b></p>
      --b
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      D=FCse 4: 98=25
      --b
      Content-Type: text/plain
      Content-Disposition: attachment; filename=x.txt

      not this
      --b--
      """;

  private final RecordingAlertLog log = new RecordingAlertLog();
  private final IntegrationSettings from =
      IntegrationSettings.of(
          Integration.newBuilder().setName("mails").setType("email").setService("db").build());
  private final BatchIntake intake =
      new BatchIntake(log, new Heartbeats(log), () -> "id", new Uncounted());

  private void take(byte[] mail) {
    var format =
        new Formats(
                () -> "made",
                address -> {
                  throw new IOException("Expected nobody to be asked");
                })
            .of("email")
            .orElseThrow();
    var arrival =
        new Arrival(Instant.parse("2026-01-05T09:00:05Z"), "mail:mails", "smtp", Map.of());
    assertThat(intake.take(List.of(new Body(mail, arrival)), format, from).kept())
        .isInstanceOf(Appended.Durable.class);
  }

  private Alert one(String mail) {
    log.alerts.clear();
    take(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    return log.alerts.getFirst();
  }

  @Test
  void readsSubjectTextAndTimesOfAMultipart() {
    var alert = one(MULTIPART);
    assertThat(alert.getTitle()).isEqualTo("PROBLEM: Düse voll");
    assertThat(alert.getKey()).isEqualTo("Düse voll");
    assertThat(alert.getText()).contains("Düse 4: 98%").doesNotContain("not this");
    assertThat(alert.getSeverity()).isEqualTo("critical");
    assertThat(alert.getService()).isEqualTo("db");
    assertThat(alert.getStartedAt()).isEqualTo(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(alert.getLabels()).containsEntry("from", "checks@example.com");
  }

  @Test
  void beganWhenItCameWhereItSaysNoTime() {
    var came = Instant.parse("2026-01-05T09:00:05Z");
    assertThat(one("Subject: Disk full\n\nat last").getStartedAt()).isEqualTo(came);
    assertThat(one("Date: soon\nSubject: Disk full\n\nat last").getStartedAt()).isEqualTo(came);
  }

  @Test
  void showsHtmlAsTextOnly() {
    var alert =
        one(
            """
            Subject: x
            Content-Type: text/html

            <style>p{}</style><script>alert(1)</script><p>Disk &lt;full&gt;</p><a href="http://evil">ok</a>
            """);
    assertThat(alert.getText())
        .contains("Disk <full>")
        .doesNotContain("script")
        .doesNotContain("http://evil");
    assertThat(alert.getLinks()).isEmpty();
  }

  @Test
  void aRecoveryEndsWhatTheProblemBegan() {
    var problem = one("Subject: PROBLEM: disk\n\nfull");
    var recovery = one("Subject: RECOVERY: disk\n\nfine");
    assertThat(recovery.getKey()).isEqualTo(problem.getKey());
    assertThat(recovery.getStatus()).isEqualTo("resolved");
  }

  @Test
  void takesNoPageOfOursForAnAlert() {
    take("Subject: x\r\nX-Watchbill: page\r\n\r\nx".getBytes(StandardCharsets.UTF_8));
    assertThat(log.alerts).isEmpty();
    assertThat(log.rejected).isEmpty();
  }

  @Test
  void isAnAlertThoughItsMimeIsBroken() {
    var broken =
        """
        Subject: =?utf-8?b?%%%?= disk
        Content-Type: multipart/mixed; boundary=

        --x
        Content-Type: text/plain; charset=no-such-charset
        Content-Transfer-Encoding: base64

        ###
        """;
    assertThat(one(broken).getTitle()).contains("disk");
    assertThat(one("Subject: y\nContent-Type: ;;;/\n\nbody").getTitle()).isEqualTo("y");
    assertThat(one("Subject: z\nContent-Transfer-Encoding: nothing\n\nbody").getTitle())
        .isEqualTo("z");
  }

  @Test
  void readsNestedPartsToABoundedDepth() {
    var deep = new StringBuilder("Subject: deep\n");
    for (var i = 0; i < 2_000; i++) {
      deep.append("Content-Type: multipart/mixed; boundary=b")
          .append(i)
          .append("\n\n--b")
          .append(i);
      deep.append("\n");
    }
    assertThat(one(deep.toString()).getTitle()).isEqualTo("deep");
  }

  /** Seeds 1 to 300: a good mail with bytes changed, cut off, and repeated. */
  @Test
  void noBytesMakeItFail() {
    var good = MULTIPART.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    for (var seed = 1; seed <= 300; seed++) {
      var random = new SplittableRandom(seed);
      var mail = java.util.Arrays.copyOf(good, random.nextInt(1, good.length + 200));
      for (var i = random.nextInt(40); i > 0; i--) {
        mail[random.nextInt(mail.length)] = (byte) random.nextInt(256);
      }
      take(mail);
    }
    assertThat(log.alerts.size() + log.rejected.size()).isBetween(200, 300);
  }
}
