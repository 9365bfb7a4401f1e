package dev.watchbill.planner.files;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/** Where a roster is kept: a folder, or a git repository that is followed. */
public sealed interface RosterPlace {
  /** A folder whose files are read as they are. */
  record Folder(Path folder) implements RosterPlace {
    @Override
    public String toString() {
      return folder.toString();
    }
  }

  /**
   * A repository; what is committed counts.
   *
   * @param address without a password
   * @param branch empty: the one that the repository itself names
   * @param folder of the roster in it; empty: its top
   */
  record Repository(String address, String branch, String folder) implements RosterPlace {
    @Override
    public String toString() {
      return address
          + (branch.isEmpty() && folder.isEmpty() ? "" : "#" + branch)
          + (folder.isEmpty() ? "" : ":" + folder);
    }
  }

  /**
   * As a user writes it: a folder, the address or the path of a bare repository; then, if need be,
   * {@code #BRANCH} and {@code :FOLDER}.
   *
   * @throws IllegalArgumentException with a sentence, if it is neither
   */
  static RosterPlace of(String text) {
    var hash = text.lastIndexOf('#');
    var address = hash < 0 ? text : text.substring(0, hash);
    if (!isRepository(address)) {
      return new Folder(Path.of(text));
    }
    var rest = hash < 0 ? "" : text.substring(hash + 1);
    var colon = rest.indexOf(':');
    var branch = colon < 0 ? rest : rest.substring(0, colon);
    var folder = colon < 0 ? "" : rest.substring(colon + 1);
    return new Repository(withoutPassword(address), branch, inside(folder));
  }

  private static boolean isRepository(String address) {
    return Remote.ADDRESS.matcher(address).find() || isBare(address);
  }

  private static boolean isBare(String address) {
    var path = Path.of(address);
    return Files.isRegularFile(path.resolve("HEAD")) && Files.isDirectory(path.resolve("objects"));
  }

  private static String withoutPassword(String address) {
    try {
      if (new URIish(address).getPass() != null) {
        throw new IllegalArgumentException(
            "Expected an address without a password, as it is shown and logged; set"
                + " WATCHBILL_ROSTER_TOKEN instead");
      }
      return address;
    } catch (URISyntaxException e) {
      // Its message would repeat the address, and what may be secret in it.
      throw new IllegalArgumentException("Expected the address of a git repository", e);
    }
  }

  private static String inside(String folder) {
    var path = Path.of(folder).normalize();
    if (path.isAbsolute() || path.startsWith("..")) {
      throw new IllegalArgumentException(
          "Expected a folder inside the repository, but got '%s'".formatted(folder));
    }
    return path.toString();
  }

  /** What only an address looks like. */
  final class Remote {
    private static final Pattern ADDRESS =
        Pattern.compile("^((https?|ssh|git|file)://|[\\w.-]+@[\\w.-]+:)");

    private Remote() {}
  }
}
