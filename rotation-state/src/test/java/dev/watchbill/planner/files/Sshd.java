package dev.watchbill.planner.files;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real sshd on a free port, with keys of its own, that lets this user in with one key. */
final class Sshd implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final int port;
  private final Process process;

  /** What is missing here to run one; empty: nothing. */
  static String missing() throws IOException {
    for (var program : List.of(PROGRAM, Path.of("/usr/bin/ssh"), Path.of("/usr/bin/git"))) {
      if (!Files.isExecutable(program)) {
        return program.toString();
      }
    }
    // Where it would part from its privileges: it doesn't start without.
    return Files.isDirectory(Path.of("/run/sshd")) || Files.isWritable(Path.of("/run"))
        ? ""
        : "/run/sshd";
  }

  Sshd(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    if (!Files.exists(Path.of("/run/sshd"))) {
      Files.createDirectories(
          Path.of("/run/sshd"),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    key("host");
    key("user");
    Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
    Files.writeString(
        folder.resolve("known"),
        "[127.0.0.1]:%d %s".formatted(port, Files.readString(folder.resolve("host.pub"))));
    Files.writeString(
        folder.resolve("sshd.conf"),
        """
        ListenAddress 127.0.0.1
        Port %1$d
        HostKey %2$s/host
        AuthorizedKeysFile %2$s/authorized
        PidFile none
        StrictModes no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        UsePAM no
        """
            .formatted(port, folder));
    process =
        new ProcessBuilder(
                PROGRAM.toString(), "-D", "-e", "-f", folder.resolve("sshd.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
  }

  boolean isUp() {
    try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The address of a repository on it. */
  String address(Path repository) {
    return "ssh://%s@127.0.0.1:%d%s".formatted(System.getProperty("user.name"), port, repository);
  }

  /**
   * An {@code ssh} with this key and these known hosts, as an account of its own would have them.
   *
   * @param key user, or the name of another one
   */
  Path client(String key) throws IOException {
    var script = folder.resolve("ssh-" + key);
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec /usr/bin/ssh -F none -o BatchMode=yes -o IdentitiesOnly=yes -i %1$s/%2$s \
        -o UserKnownHostsFile=%1$s/known -o StrictHostKeyChecking=yes "$@"
        """
            .formatted(folder, key));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  /** Makes a pair of keys. */
  void key(String name) throws IOException, InterruptedException {
    var made =
        new ProcessBuilder(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve(name).toString())
            .start();
    if (!made.waitFor(30, TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IOException("Expected ssh-keygen to make a key");
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
