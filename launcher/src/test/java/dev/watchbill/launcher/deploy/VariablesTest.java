package dev.watchbill.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables of providers: the code, its documentation and docker-compose.yml know the same. */
class VariablesTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  /** As the documentation has it: the first one in full, of the others what follows the name. */
  private static final Pattern DOCUMENTED = Pattern.compile("`(WATCHBILL_[A-Z]+)?((?:_[A-Z]+)+)`");

  private static final Pattern ASKED = Pattern.compile("\"(WATCHBILL_[A-Z_]*[A-Z])\"");

  /** Asked for of every tracker. */
  private static final List<String> OF_TRACKERS = List.of("_URL", "_TOKEN");

  private final Compose compose = Compose.read(TOP);

  @Test
  void everyOneThatTheNotifierAsksForIsDocumented() throws IOException {
    assertThat(documented()).hasSizeGreaterThan(40).containsAll(asked("notifier"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"notifier-1", "notifier-2"})
  void eachNotifierIsGivenEveryOne(String notifier) throws IOException {
    assertThat(given(notifier)).containsExactlyInAnyOrderElementsOf(documented());
  }

  @ParameterizedTest
  @CsvSource({"rotation, rotation-state", "console, console"})
  void whoSaysWhatIsNotSetUpIsGivenWhatItAsksFor(String service, String module) throws IOException {
    var known = documented();
    known.retainAll(asked(module));
    assertThat(given(service)).containsAll(known).containsAll(ofTrackers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rotation", "notifier-1", "notifier-2", "console"})
  void whoNeedsSecretsFindsTheirFolder(String service) {
    var given = compose.service(service);
    var folder = given.path("environment").path(Environment.SECRETS).asText();

    assertThat(Compose.strings(given.path("volumes")))
        .contains("./deploy/secrets/variables:" + folder + ":ro");
  }

  @Test
  void nobodyIsGivenWhatNoCodeAsksFor() throws IOException {
    var known = documented();
    known.addAll(names(ASKED, Sources.all(TOP)));
    compose.ours().keySet().forEach(name -> assertThat(known).as(name).containsAll(given(name)));
  }

  private Set<String> given(String service) {
    return Compose.named(compose.service(service).path("environment")).keySet().stream()
        .filter(variable -> variable.startsWith("WATCHBILL_"))
        .map(variable -> variable.replaceFirst("_FILE$", ""))
        .filter(variable -> !variable.equals(Environment.SECRETS))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> asked(String module) throws IOException {
    return names(ASKED, Sources.of(TOP.resolve(module)));
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of trackers whose name the code puts in. */
  private static Set<String> ofTrackers() throws IOException {
    var all = documented(row -> row.contains("`ticket."));
    all.removeIf(variable -> OF_TRACKERS.stream().noneMatch(variable::endsWith));
    return all;
  }

  private static Set<String> documented() throws IOException {
    return documented(row -> true);
  }

  /** From the table of settings: {@code `WATCHBILL_JIRA_URL`, `_USER`} are two of Jira's. */
  private static Set<String> documented(Predicate<String> rows) throws IOException {
    var all = new TreeSet<String>();
    for (var row : Files.readAllLines(TOP.resolve("docs/notifying.md"))) {
      if (row.startsWith("|") && rows.test(row)) {
        var provider = "";
        var found = DOCUMENTED.matcher(row.substring(row.lastIndexOf('|', row.length() - 2)));
        while (found.find()) {
          provider = found.group(1) == null ? provider : found.group(1);
          all.add(provider + found.group(2));
        }
      }
    }
    return all;
  }
}
