package dev.watchbill.launcher.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** How commands of the owner get in to their own {@code up}. */
public final class Access {
  private Access() {}

  /** The administrator's token that an {@code up} left in its data folder. */
  public static Optional<String> adminToken(Path data) {
    try {
      return Optional.ofNullable(DataFolder.adminTokenIn(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
