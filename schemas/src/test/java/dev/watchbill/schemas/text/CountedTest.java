package dev.watchbill.schemas.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void saysOneInTheSingularAndAllElseInThePlural() {
    assertThat(Counted.of(1, "more gap")).isEqualTo("1 more gap");
    assertThat(Counted.of(0, "gap")).isEqualTo("0 gaps");
    assertThat(Counted.of(2, "gap")).isEqualTo("2 gaps");
    assertThat(Counted.of(1, "person", "people")).isEqualTo("1 person");
    assertThat(Counted.of(3, "person", "people")).isEqualTo("3 people");
  }
}
