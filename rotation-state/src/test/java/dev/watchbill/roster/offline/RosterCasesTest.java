package dev.watchbill.roster.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.roster.RosterText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rotas people have elsewhere, written down as rosters: what each question is answered by was
 * worked out by hand or by counting minute by minute, never taken from the engine.
 */
class RosterCasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/cases");

  static Stream<RosterCase> cases() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return List.copyOf(files.sorted().toList()).stream()
          .filter(it -> it.toString().endsWith(".cases"))
          .flatMap(it -> RosterCase.in(it).stream());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void answersAsWorkedOutByHand(RosterCase each) {
    var rota = new OfflineRota(RosterText.roster(each.roster()));
    assertThat(each.questions()).isNotEmpty();
    for (var question : each.questions()) {
      assertThat(each.answer(rota, question)).as(question.asked()).isEqualTo(question.expected());
    }
  }
}
