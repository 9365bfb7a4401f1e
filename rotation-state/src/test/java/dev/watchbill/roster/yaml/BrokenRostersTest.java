package dev.watchbill.roster.yaml;

import static dev.watchbill.roster.RosterText.GOOD;
import static dev.watchbill.roster.RosterText.NOW;
import static dev.watchbill.roster.RosterText.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.watchbill.roster.Examples;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Reading;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.offline.OfflineRota;
import dev.watchbill.roster.publish.RosterRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a file, it is either refused with a reason or can be used as a whole. */
class BrokenRostersTest {
  private static final List<String> ODD =
      List.of(
          "",
          "null",
          "~",
          "[]",
          "{}",
          "-1",
          "0",
          "99999999999",
          "\"\"",
          "24:00",
          "fri 22:00",
          "${env:X}",
          "${",
          "*a",
          "&a",
          "<<: *a",
          "\t",
          "\u0000",
          "é",
          "2026-02-30",
          "1w",
          "0s",
          "primary",
          "asha",
          "[[asha]]",
          "{who: bo}",
          "!!binary x",
          "|",
          "? x",
          "# ",
          "---");

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("someSeeds")
  void refusesOrUsesWhatIsLeftOfARoster(long seed) {
    check(seed);
  }

  @Tag("slow")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("manySeeds")
  void refusesOrUsesWhateverIsLeftOfARoster(long seed) {
    check(seed);
  }

  static LongStream someSeeds() {
    return LongStream.range(0, 300);
  }

  static LongStream manySeeds() {
    return LongStream.range(300, 10_000);
  }

  private static void check(long seed) {
    var text = broken(new SplittableRandom(seed));
    Reading reading = read(text, Purpose.CHECK);
    assertThat(reading.roster().isPresent()).as(text).isEqualTo(reading.errors().isEmpty());
    reading
        .roster()
        .ifPresent(roster -> assertThatCode(() -> use(roster)).doesNotThrowAnyException());
  }

  private static void use(Roster roster) {
    assertThat(RosterRecords.of(roster, "v")).isNotEmpty();
    assertThat(new OfflineRota(roster).onCall(List.of(), List.of(NOW)))
        .hasSameSizeAs(roster.schedules().keySet());
  }

  private static String broken(SplittableRandom random) {
    var lines = new ArrayList<>((random.nextBoolean() ? GOOD : shop()).lines().toList());
    int times = random.nextInt(4) == 0 ? 2 : 1;
    for (int i = 0; i < times && !lines.isEmpty(); i++) {
      breakOne(lines, random);
    }
    return String.join("\n", lines);
  }

  private static void breakOne(List<String> lines, SplittableRandom random) {
    int at = random.nextInt(lines.size());
    var line = lines.get(at);
    var odd = ODD.get(random.nextInt(ODD.size()));
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, line);
      case 2 -> lines.set(at, " ".repeat(random.nextInt(3)) + line.strip());
      case 3 -> lines.set(at, line.replaceFirst(": .*", ": ") + odd);
      case 4 -> {
        int cut = random.nextInt(line.length() + 1);
        lines.set(at, line.substring(0, cut) + odd + line.substring(cut));
      }
      default -> {
        var words = line.split("(?<=[ ,\\[{:])", -1);
        words[random.nextInt(words.length)] = odd;
        lines.set(at, String.join("", words));
      }
    }
  }

  private static String shop() {
    return Examples.shopFiles()
        .filter(it -> !it.endsWith("storefront.yaml"))
        .map(BrokenRostersTest::text)
        .collect(Collectors.joining("\n"))
        .replace("storefront-primary", "payments-primary");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
