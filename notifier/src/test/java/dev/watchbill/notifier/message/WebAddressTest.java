package dev.watchbill.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://wiki.example.com/checkout?a=b#c",
        "http://prom_1:9090/graph",
        "HTTP://10.0.0.7/"
      })
  void leadsToTheWeb(String address) {
    assertThat(WebAddress.of(address, 2_000)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://bank.example.com@evil.example.com/",
        "https://a b/",
        "https://a.example/|x",
        "https://a_b@evil/",
        "mailto:a@example.com",
        "https://a.example/\ud800"
      })
  void leadsNowhere(String address) {
    assertThat(WebAddress.of(address, 2_000)).isEmpty();
  }

  @Test
  void isLeftOutWhereItIsTooLong() {
    assertThat(WebAddress.of("https://a.example/" + "b".repeat(100), 100)).isEmpty();
    assertThat(WebAddress.of(null, 100)).isEmpty();
  }
}
