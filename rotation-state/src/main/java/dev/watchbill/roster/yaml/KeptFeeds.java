package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Feeds;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read last of calendars at addresses, a file each. Its name is a hash, as an address may
 * be a secret.
 *
 * @param folder need not be there
 */
public record KeptFeeds(Path folder) implements Feeds {
  /** Names the folder, for commands that ask no server. */
  public static final String FOLDER = "WATCHBILL_CALENDARS";

  private static final Path OF_UP = Path.of("watchbill-data", "state", "rotation", "calendars");

  /** Where {@code WATCHBILL_CALENDARS} says, else where an {@code up} beside us keeps them. */
  public static KeptFeeds of(Environment environment) {
    return new KeptFeeds(environment.value(FOLDER).map(Path::of).orElse(OF_UP));
  }

  @Override
  public Feed at(String address) {
    var text = text(address).orElse(null);
    return new Feed(text, text == null ? "it was never read here" : null);
  }

  /** What was read last. */
  public Optional<String> text(String address) {
    try {
      return Optional.of(Files.readString(file(address)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** When it was read last; empty: it never was. */
  public Optional<Instant> readAt(String address) {
    try {
      return Optional.of(Files.getLastModifiedTime(file(address)).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * It was read, and says the same.
   *
   * @return false: it must be kept anew, as the file is another user's
   */
  public boolean readAgain(String address, Instant at) {
    try {
      Files.setLastModifiedTime(file(address), FileTime.from(at));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Keeps what was read: all of it or nothing. */
  public void keep(String address, String text, Instant at) throws IOException {
    Files.createDirectories(folder);
    var beside = Files.createTempFile(folder, "new", ".ics");
    Files.writeString(beside, text, StandardCharsets.UTF_8);
    Files.setLastModifiedTime(beside, FileTime.from(at));
    Files.move(
        beside, file(address), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path file(String address) {
    return folder.resolve(Secrets.hash(address).substring(0, 32) + ".ics");
  }

  /** Whether a text is a calendar whose absences can be read; else why it isn't. */
  public static @Nullable String objection(String text) {
    try {
      var _ = AwayCalendar.check(text);
      return null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
