package dev.watchbill.schemas.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TraceTest {
  private static final String GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

  @Test
  void goesFromRecordToRecordAsTheSenderGaveIt() {
    var headers = new RecordHeaders();
    Trace.of(GIVEN).received(AT).into(headers);

    assertThat(Trace.of(headers)).isEqualTo(new Trace(GIVEN, AT));
    assertThat(Trace.of(headers).age(AT.plusSeconds(2))).contains(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"
      })
  void beginsAnotherWhereWhatIsGivenIsNone(String given) {
    var begun = Trace.of(given);

    assertThat(begun.parent()).isNotEqualTo(given);
    assertThat(Trace.of(begun.parent())).isEqualTo(begun);
  }

  @Test
  void takesNothingFromHeadersThatSayNothing() {
    var headers = new RecordHeaders();
    headers.add(Trace.HEADER, "x".getBytes(StandardCharsets.UTF_8));
    headers.add(Trace.RECEIVED, "yesterday".getBytes(StandardCharsets.UTF_8));

    assertThat(Trace.of(headers)).isEqualTo(Trace.NONE);
    assertThat(Trace.of(new RecordHeaders())).isEqualTo(Trace.NONE);
  }

  @Test
  void isThatOfWhatRunsWithinItAndNoLonger() {
    Trace.of(GIVEN)
        .run(() -> {
          assertThat(Trace.current().parent()).isEqualTo(GIVEN);
          Trace.begin().run(() -> assertThat(Trace.current().parent()).isNotEqualTo(GIVEN));
          assertThat(Trace.current().parent()).isEqualTo(GIVEN);
        });

    assertThat(Trace.current()).isEqualTo(Trace.NONE);
    assertThat(MDC.get("trace.id")).isNull();
  }
}
