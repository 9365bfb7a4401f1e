package dev.watchbill.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LogInLimitsTest {
  private static final Origin HOME = new Origin("203.0.113.5", false);

  private final LogInLimits limits =
      new LogInLimits(InstantSource.fixed(Instant.parse("2026-01-05T09:00:00Z")));

  @Test
  void keepsNobodyOutForANameThatReadsLikeTheirAddress() {
    for (var tried = 0; tried < LogInLimits.FROM_ONE_ADDRESS; tried++) {
      assertThat(limits.admit("from " + HOME.address() + " asha", at("198.51.100.7"))).isTrue();
      assertThat(limits.admit(HOME.address() + " asha", at("198.51.100.8"))).isTrue();
    }
    assertThat(limits.admit("asha", HOME)).isTrue();
  }

  @Test
  void letsNobodyTryOnePasswordOnEverybody() {
    for (var tried = 0; tried < LogInLimits.OF_ALL_NAMES; tried++) {
      assertThat(limits.admit("name-" + tried, HOME)).isTrue();
    }
    assertThat(limits.admit("another", HOME)).isFalse();
    assertThat(limits.admit("another", at("192.0.2.1"))).isTrue();
  }

  /** All people come from a proxy nobody named: one who guesses must not keep out the others. */
  @Test
  void keepsOutNobodyElseWhereAllShareAnAddress() {
    var proxy = new Origin("10.0.0.7", true);
    for (var tried = 0; tried < LogInLimits.OF_ALL_PEOPLE / 2; tried++) {
      assertThat(limits.admit("name-" + tried, proxy)).isTrue();
    }
    for (var tried = 0; tried < LogInLimits.FROM_ONE_ADDRESS; tried++) {
      assertThat(limits.admit("asha", proxy)).isTrue();
    }
    assertThat(limits.admit("asha", proxy)).isFalse();
    assertThat(limits.admit("bo", proxy)).isTrue();
    assertThat(limits.admit("another", at(proxy.address()))).isTrue();
  }

  @Test
  void letsNobodyTryOnePasswordOnEverybodyEvenThroughAProxy() {
    var proxy = new Origin("10.0.0.7", true);
    for (var tried = 0; tried < LogInLimits.OF_ALL_PEOPLE; tried++) {
      assertThat(limits.admit("name-" + tried, proxy)).isTrue();
    }
    assertThat(limits.admit("another", proxy)).isFalse();
    limits.takeBack("name-0", proxy);
    assertThat(limits.admit("another", proxy)).isTrue();
    assertThat(limits.admit("asha", at(proxy.address()))).isTrue();
  }

  private static Origin at(String address) {
    return new Origin(address, false);
  }

  @Test
  void countsNothingThatWasRightOrNotChecked() {
    for (var tried = 0; tried < 2 * LogInLimits.FROM_ALL; tried++) {
      assertThat(limits.admit("asha", HOME)).isTrue();
      limits.forget("asha", HOME);
      assertThat(limits.admit("bo", HOME)).isTrue();
      limits.takeBack("bo", HOME);
    }
  }

  @Test
  void refusesTheEleventhFromOneAddressAndTheHundredAndFirstFromAnywhere() {
    for (var tried = 0; tried < LogInLimits.FROM_ONE_ADDRESS; tried++) {
      assertThat(limits.admit("asha", HOME)).isTrue();
    }
    assertThat(limits.admit("asha", HOME)).isFalse();
    for (var tried = LogInLimits.FROM_ONE_ADDRESS; tried < LogInLimits.FROM_ALL; tried++) {
      assertThat(limits.admit("asha", at("198.51.100." + tried))).isTrue();
    }
    assertThat(limits.admit("asha", at("192.0.2.1"))).isFalse();
    assertThat(limits.admit("bo", HOME)).isTrue();
  }
}
