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
import java.util.stream.Stream;

/**
 * The files of one roster, as they were at one moment.
 *
 * @param folder as the user typed it; a single file stands for a folder with only it
 * @param contents bytes by file name, in the order of names
 * @param elsewhere YAML files in folders below, which are not read
 */
public record RosterFiles(Path folder, Map<String, byte[]> contents, List<String> elsewhere) {

  public RosterFiles {
    contents = new TreeMap<>(contents);
    elsewhere = List.copyOf(elsewhere);
  }

  /**
   * Reads all {@code *.yaml} and {@code *.yml} files of a folder. Hidden files are left out.
   *
   * @throws UncheckedIOException if it isn't there or can't be read
   */
  public static RosterFiles load(Path folder) {
    try {
      var contents = new TreeMap<String, byte[]>();
      for (var file : Files.isRegularFile(folder) ? List.of(folder) : yamlIn(folder)) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
      return new RosterFiles(folder, contents, below(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Expected a folder with *.yaml or *.yml files, but can't read " + folder, e);
    }
  }

  /** Changes if and only if a file does. */
  public String hash() {
    var digest = sha256();
    contents.forEach((name, bytes) -> {
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
      digest.update(bytes);
    });
    return "sha-" + HexFormat.of().formatHex(digest.digest()).substring(0, 12);
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
    try {
      var bytes = contents.getOrDefault(name, new byte[0]);
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static List<Path> yamlIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(RosterFiles::isYaml).filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<String> below(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(Files::isDirectory)
          .filter(it -> !it.getFileName().toString().startsWith("."))
          .flatMap(RosterFiles::oneLevel)
          .map(it -> folder.relativize(it).toString())
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> oneLevel(Path folder) {
    try {
      return yamlIn(folder).stream();
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
