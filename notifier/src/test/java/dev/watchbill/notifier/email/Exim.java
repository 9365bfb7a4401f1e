package dev.watchbill.notifier.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Debian's mail server, on a free port: only with STARTTLS and a password does it take mail, and
 * only for asha@example.com. Its certificate is its own.
 */
final class Exim implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/sbin/exim4");

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
      auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
      acl_smtp_rcpt = rcpt
      keep_environment =
      begin acl
      rcpt:
        deny !authenticated = *
        accept local_parts = asha
        deny message = no such user
      begin routers
      all:
        driver = accept
        transport = file
      begin transports
      file:
        driver = appendfile
        file = DIR/mail/all
        user = Debian-exim
      begin authenticators
      plain:
        driver = plaintext
        public_name = PLAIN
        server_condition = ${if and{{eq{$auth2}{watchbill}}{eq{$auth3}{s3cret}}}}
        server_set_id = $auth2
      """;

  private final Path folder;
  private final int port;
  private final Process process;

  Exim(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    for (var sub : List.of("spool", "log", "mail")) {
      Files.createDirectories(folder.resolve(sub));
    }
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        folder.resolve("key.pem").toString(),
        "-out",
        folder.resolve("cert.pem").toString());
    run("chown", "-R", "Debian-exim:Debian-exim", folder.toString());
    run("chmod", "-R", "go+rX", folder.toString());
    // It must be root's own, or it isn't believed.
    var config = folder.resolve("exim.conf");
    Files.writeString(config, CONFIG.replace("DIR", folder.toString()));
    port = freePort();
    process =
        new ProcessBuilder(
                PROGRAM.toString(), "-C", config.toString(), "-bdf", "-oX", "127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  int port() {
    return port;
  }

  /** Whether it takes connections. */
  boolean isUp() {
    try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  String certificate() throws IOException {
    return Files.readString(folder.resolve("cert.pem"));
  }

  /** All mails it delivered, one after the other. */
  String mails() throws IOException {
    var file = folder.resolve("mail/all");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("Expected this to work: " + String.join(" ", command));
    }
  }
}
