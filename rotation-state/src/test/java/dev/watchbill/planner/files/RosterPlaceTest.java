package dev.watchbill.planner.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RosterPlaceTest {
  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/oncall.git, https://git.example.com/oncall.git, '', ''",
    "https://git.example.com/oncall.git#live, https://git.example.com/oncall.git, live, ''",
    "ssh://git@git.example.com/oncall#live:rota/eu, ssh://git@git.example.com/oncall, live, rota/eu",
    "git@git.example.com:sre/oncall.git#:rota, git@git.example.com:sre/oncall.git, '', rota",
    "file:///srv/oncall.git, file:///srv/oncall.git, '', ''"
  })
  void addressesAreRepositories(String text, String address, String branch, String folder) {
    assertThat(RosterPlace.of(text)).isEqualTo(new RosterPlace.Repository(address, branch, folder));
    assertThat(RosterPlace.of(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"roster", "/srv/roster", "../on-call", "C#"})
  void allElseIsAFolder(String text) {
    assertThat(RosterPlace.of(text)).isEqualTo(new RosterPlace.Folder(Path.of(text)));
  }

  @Test
  void aPasswordIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> RosterPlace.of("https://me:hunter2@git.example.com/oncall.git"))
        .hasMessageContaining("WATCHBILL_ROSTER_TOKEN")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aFolderStaysInsideTheRepository() {
    assertThatThrownBy(() -> RosterPlace.of("https://git.example.com/oncall.git#main:../other"))
        .hasMessageContaining("inside the repository");
  }
}
