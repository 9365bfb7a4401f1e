package dev.watchbill.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, really killed: in the middle of a transaction, or of a rebuild. */
@Tag("slow")
class KilledProjectionTest {
  private static final int RECORDS = 6_000;
  private static final int KILLS = 8;

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = 20261126)
  void equalsAFreshRebuildHoweverOftenItsProcessIsKilled(long seed) throws Exception {
    var history = RandomHistory.of(seed, ProjectingProcess.TOPICS, RECORDS);
    var fresh = folder.resolve("fresh.db");
    try (var model = ReadModel.open(fresh, ProjectingProcess.TOPICS, "cluster")) {
      model.apply(history);
    }
    var lives = folder.resolve("lives");
    assertThat(lives.toFile().mkdir()).isTrue();
    var random = new SplittableRandom(seed);
    var killed = 0;
    while (killed < KILLS && killedAfter(1 + random.nextInt(30), lives, seed, killed)) {
      killed++;
    }
    assertThat(killed).as("kills before the end").isEqualTo(KILLS);
    assertThat(start(lives, seed, KILLS).waitFor()).isZero();
    assertThat(Dump.ofOnlyFileIn(lives)).isEqualTo(Dump.of(fresh));
  }

  /** Whether it was killed before it was done. */
  private static boolean killedAfter(int batches, Path lives, long seed, int life)
      throws IOException, InterruptedException {
    var process = start(lives, seed, life);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var batch = 0; batch < batches; batch++) {
        if (lines.readLine() == null) {
          return false;
        }
      }
      return process.destroyForcibly().waitFor() != 0;
    }
  }

  private static Process start(Path lives, long seed, int life) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ProjectingProcess.class.getName(),
            lives.resolve("read-model.db").toString(),
            Long.toString(seed),
            Integer.toString(RECORDS),
            Long.toString(life))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
