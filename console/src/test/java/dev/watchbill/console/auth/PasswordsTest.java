package dev.watchbill.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
  /** As the reference implementation wrote it: {@code argon2 somesalt -id -t 2 -m 16 -p 1}. */
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ" + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  private final Passwords passwords = new Passwords();

  @Test
  void readsWhatTheReferenceImplementationWrote() {
    assertThat(passwords.isOf("password", REFERENCE)).isTrue();
    assertThat(passwords.isOf("Password", REFERENCE)).isFalse();
    assertThat(passwords.isOutdated(REFERENCE)).isTrue();
  }

  @Test
  void knowsAPasswordHoweverItsLettersAreComposed() {
    var hash = passwords.hash("caf\u00e9 at the harbour");
    assertThat(passwords.isOf("cafe\u0301 at the harbour", hash)).isTrue();
    assertThat(passwords.isOutdated(hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$AAAA"})
  void isNobodysWhereTheHashIsNoneOfOurs(String hash) {
    assertThat(passwords.isOf("plain", hash)).isFalse();
  }

  @Test
  void refusesNobodyEvenWithNobodysPassword() {
    assertThat(passwords.refuse("")).isFalse();
  }

  @Test
  void checksSomeAndSendsTheOthersAwayWhereTooManyCome() throws Exception {
    try (var threads = Executors.newFixedThreadPool(100)) {
      var all =
          threads.invokeAll(
              Collections.nCopies(100, (Callable<Boolean>) () -> passwords.refuse("x")));
      var sentAway =
          all.stream().filter(one -> one.state() == Future.State.FAILED).map(Future::exceptionNow);
      assertThat(sentAway).isNotEmpty().allMatch(Busy.class::isInstance);
      assertThat(all).anyMatch(one -> one.state() == Future.State.SUCCESS);
    }
    assertThat(passwords.refuse("x")).as("afterwards").isFalse();
  }
}
