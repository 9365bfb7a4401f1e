package dev.watchbill.notifier.links;

import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where the key of links comes from. */
public final class LinkKey {
  private static final String FILE = "link.key";

  private LinkKey() {}

  /**
   * {@code WATCHBILL_LINK_KEY}, which several notifiers share; else the folder's own, made at the
   * first start and readable by its owner only.
   */
  public static String of(Environment environment, Path folder) {
    return environment.value("WATCHBILL_LINK_KEY").orElseGet(() -> kept(folder));
  }

  private static String kept(Path folder) {
    var file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var owner =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(file, options, owner)) {
          channel.write(ByteBuffer.wrap(Secrets.mint().getBytes(StandardCharsets.UTF_8)));
        }
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to keep a key in " + file, e);
    }
  }
}
