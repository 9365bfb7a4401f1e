package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/semantics.md} names is there: each promise with the tests that hold it. */
class SemanticsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w*Test)?#(\\w+)`");
  private static final int AT_LEAST = 100;

  @ParameterizedTest(name = "{0}")
  @MethodSource("named")
  void eachTestItNamesIsThere(String named) throws IOException {
    var test = named.split("#", -1);

    assertThat(sources().get(test[0]))
        .as("a test class %s in some module", test[0])
        .isNotNull()
        .contains("void " + test[1] + "(");
  }

  static Stream<String> named() throws IOException {
    var all = new java.util.LinkedHashSet<String>();
    for (var line : Files.readAllLines(ROOT.resolve("docs/semantics.md"))) {
      var type = "";
      for (var found = NAMED.matcher(line); found.find(); ) {
        type = found.group(1) == null ? type : found.group(1);
        all.add(type + "#" + found.group(2));
      }
    }
    assertThat(all).hasSizeGreaterThan(AT_LEAST);
    return all.stream();
  }

  private static Map<String, String> sources() throws IOException {
    var sources = new HashMap<String, String>();
    try (var modules = Files.list(ROOT)) {
      for (var module : modules.map(m -> m.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(module)) {
          // Two modules may have tests of one name.
          testsIn(module).forEach((name, text) -> sources.merge(name, text, String::concat));
        }
      }
    }
    return sources;
  }

  private static Map<String, String> testsIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  SemanticsTest::read,
                  (one, other) -> one + other));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
