package dev.watchbill.schemas.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Settings and secrets from environment variables. {@code NAME_FILE} names a file that holds the
 * value of {@code NAME}; {@code WATCHBILL_SECRETS} a folder with such a file for each, called
 * {@code NAME}, as Kubernetes mounts a secret.
 *
 * @param variables as the process was given them
 * @param folder where the paths of {@code ${file:…}} begin
 */
public record Environment(Map<String, String> variables, Path folder) {
  /** Names the folder of files that are called as the variables they stand for. */
  public static final String SECRETS = "WATCHBILL_SECRETS";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  public Environment {
    variables = Map.copyOf(variables);
  }

  /** Paths begin where the process was started. */
  public Environment(Map<String, String> variables) {
    this(variables, Path.of(""));
  }

  /** The same where paths begin in another folder, such as the roster's. */
  public Environment beside(Path other) {
    return new Environment(variables, other);
  }

  /** What this process was started with. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  /**
   * The value of a variable; or the content of the file that its {@code _FILE} variable names, or
   * of the one that is called so in the folder of secrets, without a line end. Empty values count
   * as not set.
   *
   * @throws UnreadableSetting if such a file can't be read, or there is no such folder
   */
  public Optional<String> value(String name) {
    return set(name)
        .or(() -> set(name + "_FILE").map(Path::of).flatMap(Environment::content))
        .or(() -> secret(name).flatMap(Environment::content));
  }

  private Optional<String> set(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** A name that isn't one of a variable could lead out of the folder. */
  private Optional<Path> secret(String name) {
    return set(SECRETS)
        .filter(_ -> NAME.matcher(name).matches())
        .map(Environment::folderOfSecrets)
        .map(secrets -> secrets.resolve(name))
        // What can't be looked at is not the same as what isn't there.
        .filter(file -> !Files.notExists(file));
  }

  /** A mistyped folder would otherwise look as if nothing were set up. */
  private static Path folderOfSecrets(String name) {
    var secrets = Path.of(name);
    if (!Files.isDirectory(secrets) || !Files.isExecutable(secrets)) {
      throw new UnreadableSetting(
          "Expected %s to name a folder that can be read, but got %s".formatted(SECRETS, name),
          new NotDirectoryException(name));
    }
    return secrets;
  }

  private static Optional<String> content(Path file) {
    return Optional.of(read(file)).filter(value -> !value.isBlank());
  }

  /**
   * Replaces {@code ${env:NAME}} and {@code ${file:PATH}} in a text.
   *
   * @return empty if something referred to isn't there
   */
  public Optional<String> resolve(String text) {
    var result = new StringBuilder();
    var matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      var value =
          matcher.group(1).equals("env")
              ? value(matcher.group(2))
              : Optional.of(folder.resolve(matcher.group(2)))
                  .filter(Files::isReadable)
                  .map(Environment::read);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      matcher.appendReplacement(result, java.util.regex.Matcher.quoteReplacement(value.get()));
    }
    matcher.appendTail(result);
    return Optional.of(result.toString());
  }

  /** All {@code ${env:NAME}} and {@code ${file:PATH}} in a text, as they stand there. */
  public static List<String> references(String text) {
    return REFERENCE.matcher(text).results().map(MatchResult::group).toList();
  }

  /** Whether a text refers to a secret instead of being one. */
  public static boolean isReference(String text) {
    return REFERENCE.matcher(text).find();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UnreadableSetting("Expected a readable file, but got " + file, e);
    }
  }

  /** Names only: values may be secrets. */
  @Override
  public String toString() {
    return "Environment" + variables.keySet();
  }
}
