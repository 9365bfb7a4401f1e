package dev.watchbill.launcher.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Variables of providers, as the code asks for them and the documentation names them. */
final class Variables {
  static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  /** As the documentation has it: the first one in full, of the others what follows the name. */
  private static final Pattern DOCUMENTED = Pattern.compile("`(WATCHBILL_[A-Z]+)?((?:_[A-Z]+)+)`");

  private static final Pattern ASKED = Pattern.compile("\"(WATCHBILL_[A-Z_]*[A-Z])\"");

  /** Asked for of every tracker. */
  private static final List<String> OF_TRACKERS = List.of("_URL", "_TOKEN");

  private Variables() {}

  static Set<String> asked(String module) throws IOException {
    return names(Sources.of(TOP.resolve(module)));
  }

  static Set<String> askedAnywhere() throws IOException {
    return names(Sources.all(TOP));
  }

  private static Set<String> names(String text) {
    return ASKED
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of trackers whose name the code puts in. */
  static Set<String> ofTrackers() throws IOException {
    var all = documented(row -> row.contains("`ticket."));
    all.removeIf(variable -> OF_TRACKERS.stream().noneMatch(variable::endsWith));
    return all;
  }

  /** Where trackers are; no secrets. */
  static Set<String> addresses() throws IOException {
    var all = ofTrackers();
    all.removeIf(variable -> !variable.endsWith("_URL"));
    return all;
  }

  static Set<String> documented() throws IOException {
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
