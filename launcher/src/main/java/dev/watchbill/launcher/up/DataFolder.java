package dev.watchbill.launcher.up;

import dev.watchbill.schemas.config.Secrets;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one {@code up} keeps on disk, held by one process at a time. */
final class DataFolder implements AutoCloseable {
  private static final String TOKEN_FILE = "admin.token";

  private final Path folder;
  private final FileChannel lock;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder where it is missing, for its owner only, and holds it.
   *
   * @throws CannotStart if another process holds it, or it can't be written
   */
  static DataFolder open(Path folder) throws CannotStart {
    try {
      if (!Files.exists(folder)) {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      var channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new CannotStart(
            "Expected %s to be free, but another watchbill is running on it".formatted(folder));
      }
      return new DataFolder(folder, channel);
    } catch (IOException e) {
      throw new CannotStart("Expected to write to the folder %s, but %s".formatted(folder, e), e);
    }
  }

  Path path() {
    return folder;
  }

  /** Data of the embedded broker. */
  Path kafka() {
    return folder.resolve("kafka");
  }

  /** What services derive from topics and may lose. */
  Path state() throws IOException {
    return Files.createDirectories(folder.resolve("state"));
  }

  /** The administrator's token, made at the first start; readable by the owner only. */
  String adminToken() throws IOException {
    var file = folder.resolve(TOKEN_FILE);
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    var token = Secrets.mint();
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, owner)) {
      channel.write(
          java.nio.ByteBuffer.wrap(
              (token + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    return token;
  }

  /** The administrator's token of a folder that some {@code up} uses; null: none ever did. */
  static @Nullable String adminTokenIn(Path folder) throws IOException {
    var file = folder.resolve(TOKEN_FILE);
    return Files.exists(file) ? Files.readString(file).strip() : null;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      // The process ends, and with it the lock.
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
