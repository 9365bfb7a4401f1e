package dev.watchbill.roster.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of one roster, as they were at one moment.
 *
 * @param folder as the user typed it; a single file stands for a folder with only it
 * @param contents bytes by file name, in the order of names
 * @param calendars iCalendar files beside them and in folders below, by path with {@code /}
 * @param elsewhere YAML files in folders below, which are not read
 */
public record RosterFiles(
    Path folder,
    Map<String, byte[]> contents,
    Map<String, byte[]> calendars,
    List<String> elsewhere) {
  /** Holidays of a country for decades are a tenth of it. */
  private static final long LARGEST_CALENDAR = 1 << 20;

  public RosterFiles {
    contents = new TreeMap<>(contents);
    calendars = new TreeMap<>(calendars);
    elsewhere = List.copyOf(elsewhere);
  }

  /** Without any calendar. */
  public RosterFiles(Path folder, Map<String, byte[]> contents, List<String> elsewhere) {
    this(folder, contents, Map.of(), elsewhere);
  }

  /**
   * Reads all {@code *.yaml} and {@code *.yml} files of a folder, and the {@code *.ics} files in it
   * and in the folders below it. Hidden files, and calendars of more than 1 MiB, are left out.
   *
   * @throws UncheckedIOException if it isn't there or can't be read
   */
  public static RosterFiles load(Path folder) {
    try {
      var contents = new TreeMap<String, byte[]>();
      for (var file : Files.isRegularFile(folder) ? List.of(folder) : yamlIn(folder)) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
      return new RosterFiles(folder, contents, calendars(folder), below(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected a folder with *.yaml or *.yml files, but can't read " + folder, e);
    }
  }

  /** Changes if and only if a file does. */
  public String hash() {
    var digest = sha256();
    Stream.of(contents, calendars)
        .flatMap(it -> it.entrySet().stream())
        .forEach(it -> digest(it, digest));
    return "sha-" + HexFormat.of().formatHex(digest.digest()).substring(0, 12);
  }

  private static void digest(Map.Entry<String, byte[]> file, MessageDigest digest) {
    digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(file.getValue().length).array());
    digest.update(file.getValue());
  }

  /** Whether the user named one file instead of a folder. */
  boolean isOneFile() {
    return contents.size() == 1 && contents.keySet().stream().allMatch(folder::endsWith);
  }

  /** The name of a file as the user would type it; of none, the folder's. */
  String shown(String name) {
    var typed = folder.normalize();
    var shown = isOneFile() ? typed.toString() : typed.resolve(name).toString();
    return shown.isEmpty() ? "." : shown;
  }

  /** The text of a file; empty if it isn't UTF-8. */
  public Optional<String> text(String name) {
    return text(contents.getOrDefault(name, new byte[0]));
  }

  /** The text of a calendar; empty if there is none of that path, or it isn't UTF-8. */
  Optional<String> calendar(String path) {
    return Optional.ofNullable(calendars.get(path)).flatMap(RosterFiles::text);
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Map<String, byte[]> calendars(Path folder) throws IOException {
    var around = Files.isRegularFile(folder) ? folder.toAbsolutePath().resolveSibling("") : folder;
    var found = new TreeMap<String, byte[]>();
    for (var file : calendarsIn(around).toList()) {
      found.put(around.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    }
    return found;
  }

  private static Stream<Path> calendarsIn(Path folder) throws IOException {
    return Stream.concat(
        oneLevel(folder, RosterFiles::isCalendar),
        foldersIn(folder).flatMap(it -> oneLevel(it, RosterFiles::isCalendar)));
  }

  private static boolean isCalendar(Path file) {
    var name = file.getFileName().toString();
    return !name.startsWith(".")
        && name.endsWith(".ics")
        && Files.isRegularFile(file)
        && file.toFile().length() <= LARGEST_CALENDAR;
  }

  private static List<Path> yamlIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(RosterFiles::isYaml).filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<String> below(Path folder) throws IOException {
    return Files.isDirectory(folder)
        ? foldersIn(folder)
            .flatMap(it -> oneLevel(it, RosterFiles::isYaml))
            .map(it -> folder.relativize(it).toString())
            .sorted()
            .toList()
        : List.of();
  }

  private static Stream<Path> foldersIn(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(Files::isDirectory)
          .filter(it -> !it.getFileName().toString().startsWith("."))
          .toList()
          .stream();
    }
  }

  /** Files of a folder; none where it can't be looked into. */
  private static Stream<Path> oneLevel(Path folder, Predicate<Path> which) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(which).filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static boolean isYaml(Path file) {
    var name = file.getFileName().toString();
    return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RosterFiles files
        && folder.equals(files.folder)
        && elsewhere.equals(files.elsewhere)
        && hash().equals(files.hash());
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }

  /** Names only. */
  @Override
  public String toString() {
    return "RosterFiles" + contents.keySet();
  }
}
