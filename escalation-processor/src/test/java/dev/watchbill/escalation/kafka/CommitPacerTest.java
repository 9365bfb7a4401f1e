package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPacerTest {
  private final MockProcessorContext<String, byte[]> context = new MockProcessorContext<>();
  private final CommitPacer pacer = new CommitPacer(true);

  @Test
  void asksAtOnceForTheFirstPage() {
    assertThat(asksAt(1_000)).isTrue();
  }

  @Test
  void asksForTheNextNotBefore25MillisecondsLater() {
    asksAt(1_000);

    assertThat(asksAt(1_024)).isFalse();
    assertThat(asksAt(1_025)).isTrue();
  }

  @Test
  void asksLessOftenTheFurtherItIsBehind() {
    pacer.saw(900, 1_000);
    asksAt(1_000);

    assertThat(asksAt(1_049)).isFalse();
    assertThat(asksAt(1_050)).isTrue();
  }

  @Test
  void leavesItToTheIntervalWhenItIsFarBehind() {
    pacer.saw(0, 60_000);
    asksAt(60_000);

    assertThat(asksAt(60_000 + CommitPacer.LONGEST - 1)).isFalse();
  }

  @Test
  void asksAsOftenAgainOnceItHasCaughtUp() {
    pacer.saw(0, 60_000);
    asksAt(60_000);
    pacer.saw(60_020, 60_025);

    assertThat(asksAt(60_025)).isTrue();
  }

  @Test
  void takesAClockThatIsAheadForNoDelay() {
    pacer.saw(5_000, 1_000);
    asksAt(1_000);

    assertThat(asksAt(1_025)).isTrue();
  }

  @Test
  void neverAsksWhereItIsSwitchedOff() {
    new CommitPacer(false).urgent(context, 1_000);

    assertThat(context.committed()).isFalse();
  }

  private boolean asksAt(long now) {
    context.resetCommit();
    pacer.urgent(context, now);
    return context.committed();
  }
}
