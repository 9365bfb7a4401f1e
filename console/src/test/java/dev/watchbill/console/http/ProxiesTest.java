package dev.watchbill.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final String PROXY = "10.1.2.3";
  private static final String CLIENT = "203.0.113.5";

  private final Proxies ours = Proxies.parse("10.0.0.0/8, 2001:db8::/33");

  @Test
  void believesNobodyUnlessToldSo() {
    assertThat(Proxies.NONE.client(PROXY, List.of(CLIENT))).isEqualTo(PROXY);
  }

  @Test
  void believesWhatATrustedProxyAdded() {
    assertThat(ours.client(PROXY, List.of(CLIENT))).isEqualTo(CLIENT);
    assertThat(ours.client("2001:db8:7fff::1", List.of(CLIENT))).isEqualTo(CLIENT);
    assertThat(ours.client(PROXY, List.of(CLIENT + ", 10.9.9.9"))).isEqualTo(CLIENT);
    assertThat(ours.client(PROXY, List.of(CLIENT, "10.9.9.9"))).isEqualTo(CLIENT);
  }

  @Test
  void believesNothingThatAClientSentItself() {
    assertThat(ours.client(PROXY, List.of("192.0.2.1, " + CLIENT))).isEqualTo(CLIENT);
    assertThat(ours.client(CLIENT, List.of("192.0.2.1"))).isEqualTo(CLIENT);
    assertThat(ours.client("2001:db8:8000::1", List.of("192.0.2.1"))).isEqualTo("2001:db8:8000::1");
  }

  @Test
  void takesTheProxyWhereWhatItAddedIsNoAddress() {
    assertThat(ours.client(PROXY, List.of("unknown"))).isEqualTo(PROXY);
    assertThat(ours.client(PROXY, List.of())).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example.com", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x"})
  void saysWhatIsNoAddress(String wrong) {
    assertThatThrownBy(() -> Proxies.parse("127.0.0.1, " + wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WATCHBILL_TRUSTED_PROXIES: expected addresses such as")
        .hasMessageContaining(wrong);
  }
}
