package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mail in, mail out: Debian's exim4 brings an alert, carries the page, and its link acknowledges.
 */
@Tag("slow")
class MailTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String EXIM = "/usr/sbin/exim4";

  /** The organisation's mail server: alerts go to Watchbill, mails for people into a file. */
  private static final String CONFIG =
      """
      primary_hostname = mail.test
      local_interfaces = 127.0.0.1
      spool_directory = DIR/spool
      log_file_path = DIR/log/%slog
      pid_file_path = DIR/exim.pid
      tls_advertise_hosts = *
      tls_certificate = DIR/cert.pem
      tls_privatekey = DIR/key.pem
      acl_smtp_rcpt = accept
      keep_environment =
      begin routers
      alerts:
        driver = manualroute
        domains = alerts.test
        transport = watchbill
        route_list = * 127.0.0.1
        self = send
      people:
        driver = accept
        transport = file
      begin transports
      watchbill:
        driver = smtp
        port = INTAKE
        allow_localhost
        hosts_avoid_tls = *
      file:
        driver = appendfile
        file = DIR/mail/all
        user = Debian-exim
      begin retry
      * * F,1h,1s
      """;

  private static final String ROSTER =
      """
      organization:
        name: Test
        timezone: UTC
        base-url: https://oncall.test
        fallback: {policy: pages}
      people:
        ann:
          name: Ann
          timezone: UTC
          contacts: {email: ann@people.test}
          notify: {high: [email], low: [email]}
      teams:
        ops: {timezone: UTC, members: [ann]}
      services:
        disks: {team: ops, policy: pages}
      policies:
        pages:
          error: {urgency: high, steps: [{notify: ["person:ann"], patience: 10m}]}
      integrations:
        mails: {type: email, key: "${env:MAILS_KEY}", service: disks}
      """;

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void anAlertByMailPagesByMailAndTheLinkInItAcknowledges() throws Exception {
    needsExim();
    try (var programs = new Programs(folder)) {
      var intake = Program.freePort();
      var server = exim(programs, intake);
      try (var watchbill = start(server, intake)) {
        send(programs, "PROBLEM: Disk full on db1", "98% of /var");
        await().atMost(PATIENCE).until(() -> state(watchbill).equals("open"));
        assertThat(watchbill.get("/api/v1/incidents/disks-1").path("title").asText())
            .isEqualTo("PROBLEM: Disk full on db1");
        assertThat(watchbill.get("/api/v1/alerts").toString()).doesNotContain(KEY);

        await().atMost(PATIENCE).until(() -> delivered().contains("/links/"));
        assertThat(delivered()).contains("To: ann@people.test", "Disk full on db1", "98% of /var");
        var link = URI.create(watchbill.address() + acknowledging(watchbill));
        // Whatever follows links does nothing; only the button on the page behind one does.
        assertThat(watchbill.send(HttpRequest.newBuilder(link)).body()).contains("<form");
        assertThat(state(watchbill)).isEqualTo("open");
        assertThat(press(watchbill, link)).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> state(watchbill).equals("acknowledged"));
        assertThat(watchbill.get("/api/v1/incidents/disks-1").path("acknowledgedBy").asText())
            .isEqualTo("ann");
        assertThat(press(watchbill, link)).isEqualTo(410);

        send(programs, "RECOVERY: Disk full on db1", "60% of /var");
        await().atMost(PATIENCE).until(() -> state(watchbill).equals("resolved"));
      }
    }
  }

  private static void needsExim() {
    var isThere =
        Files.isExecutable(Path.of(EXIM)) && "root".equals(System.getProperty("user.name"));
    if (!isThere) {
      System.out.println("SKIPPED a test that needs exim4 (Debian) and root");
    }
    assumeTrue(isThere, "exim4 isn't installed, or nobody is root");
  }

  /** Starts the mail server; returns its port. */
  private int exim(Programs programs, int intake) throws Exception {
    for (var sub : List.of("spool", "log", "mail")) {
      var _ = programs.folder(sub);
    }
    var _ =
        programs.run(
            Map.of(),
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=127.0.0.1",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            folder.resolve("key.pem").toString(),
            "-out",
            folder.resolve("cert.pem").toString());
    var _ = programs.run(Map.of(), "chown", "-R", "Debian-exim:Debian-exim", folder.toString());
    var _ = programs.run(Map.of(), "chmod", "-R", "go+rX", folder.toString());
    // It must be root's own, or it isn't believed.
    var config =
        programs.file(
            "exim.conf",
            CONFIG.replace("DIR", folder.toString()).replace("INTAKE", Integer.toString(intake)));
    var port = Program.freePort();
    programs.start(
        "sh",
        "-c",
        "exec \"$@\"",
        "sh",
        EXIM,
        "-C",
        config.toString(),
        "-bdf",
        "-q1s",
        "-oX",
        "127.0.0.1:" + port);
    return port;
  }

  private Installation start(int server, int intake) throws Exception {
    return Installation.start(
        folder.resolve("up"),
        ROSTER,
        Map.of(
            "MAILS_KEY",
            KEY,
            "WATCHBILL_MAIL_LISTEN",
            "127.0.0.1:" + intake,
            "WATCHBILL_SMTP_URL",
            "smtp://127.0.0.1:" + server,
            "WATCHBILL_SMTP_FROM",
            "oncall@oncall.test",
            "WATCHBILL_SMTP_CA",
            Files.readString(folder.resolve("cert.pem"))));
  }

  /** Hands a mail to the mail server, as a monitoring system on its host does. */
  private void send(Programs programs, String subject, String text) throws Exception {
    var mail =
        programs.file(
            "alert.eml",
            """
            From: monitoring@db1.test
            To: %s@alerts.test
            Subject: %s

            %s
            """
                .formatted(KEY, subject, text));
    var _ =
        programs.run(
            Map.of(),
            "sh",
            "-c",
            "exec %s -C %s -odf -f monitoring@db1.test -t < %s"
                .formatted(EXIM, folder.resolve("exim.conf"), mail));
  }

  private static String state(Installation watchbill) throws Exception {
    var response = watchbill.send(watchbill.admin("/api/v1/incidents/disks-1"));
    return response.statusCode() == 200
        ? watchbill.get("/api/v1/incidents/disks-1").path("status").asText()
        : "none";
  }

  private String delivered() throws IOException {
    var file = folder.resolve("mail/all");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** The path of the link in the mail that acknowledges, as its own page says. */
  private String acknowledging(Installation watchbill) throws Exception {
    // Quoted-printable breaks long lines with a = at their end.
    var links =
        Pattern.compile("https://oncall\\.test(/links/[\\w.~-]+)")
            .matcher(delivered().replaceAll("=\r?\n", ""));
    while (links.find()) {
      var page =
          watchbill.send(HttpRequest.newBuilder(URI.create(watchbill.address() + links.group(1))));
      if (page.body().contains("cknowledge")) {
        return links.group(1);
      }
    }
    throw new IllegalStateException("no link acknowledges in " + delivered());
  }

  private static int press(Installation watchbill, URI link) throws Exception {
    return watchbill
        .send(HttpRequest.newBuilder(link).POST(HttpRequest.BodyPublishers.noBody()))
        .statusCode();
  }
}
