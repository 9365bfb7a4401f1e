package dev.watchbill.schemas.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+491701234567",
        "+49 170 1234567",
        "+49 (170) 123-4567",
        "+49 (0)170 1234567",
        "+49(0)170.123.4567",
        "+49 170/1234567"
      })
  void readsWhatPeopleWrite(String written) {
    assertThat(PhoneNumber.plain(written)).contains("+491701234567");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0170 1234567", "00491701234567", "+0491701234567", "+49", "+49 170 CALLME"})
  void knowsWhatIsNone(String written) {
    assertThat(PhoneNumber.plain(written)).isEmpty();
  }
}
