package dev.watchbill.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchbill.console.auth.Origin;
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
    assertThat(Proxies.NONE.origin(PROXY, List.of(CLIENT)).address()).isEqualTo(PROXY);
  }

  @Test
  void believesWhatATrustedProxyAdded() {
    assertThat(ours.origin(PROXY, List.of(CLIENT)).address()).isEqualTo(CLIENT);
    assertThat(ours.origin("2001:db8:7fff::1", List.of(CLIENT)).address()).isEqualTo(CLIENT);
    assertThat(ours.origin(PROXY, List.of(CLIENT + ", 10.9.9.9")).address()).isEqualTo(CLIENT);
    assertThat(ours.origin(PROXY, List.of(CLIENT, "10.9.9.9")).address()).isEqualTo(CLIENT);
  }

  @Test
  void believesNothingThatAClientSentItself() {
    assertThat(ours.origin(PROXY, List.of("192.0.2.1, " + CLIENT)).address()).isEqualTo(CLIENT);
    assertThat(ours.origin(CLIENT, List.of("192.0.2.1")).address()).isEqualTo(CLIENT);
    assertThat(ours.origin("2001:db8:8000::1", List.of("192.0.2.1")).address())
        .isEqualTo("2001:db8:8000::1");
  }

  @Test
  void takesTheProxyWhereWhatItAddedIsNoAddress() {
    assertThat(ours.origin(PROXY, List.of("unknown")).address()).isEqualTo(PROXY);
    assertThat(ours.origin(PROXY, List.of()).address()).isEqualTo(PROXY);
  }

  @Test
  void takesWhoeverIsNearAndHandsOnForAProxyWhereNobodyNamedAny() {
    for (var near : List.of("127.0.0.1", "::1", "192.168.1.2", "172.17.0.1", "fd00::7")) {
      assertThat(Proxies.NONE.origin(near, List.of(CLIENT))).isEqualTo(new Origin(near, true));
      assertThat(Proxies.NONE.origin(near, List.of()).proxied()).isFalse();
    }
    assertThat(Proxies.NONE.origin(CLIENT, List.of("192.0.2.1")).proxied()).isFalse();
  }

  /** Else anybody on a private network would have the limits of all people, for a header. */
  @Test
  void takesNobodyForAnotherProxyWhereSomeAreNamed() {
    for (var near : List.of("127.0.0.1", "::1", "192.168.1.2", "172.17.0.1", "fd00::7")) {
      assertThat(ours.origin(near, List.of(CLIENT))).isEqualTo(new Origin(near, false));
    }
    assertThat(ours.origin(PROXY, List.of(CLIENT)).proxied()).isFalse();
    assertThat(ours.origin(PROXY, List.of("192.0.2.1, 192.168.1.2")).proxied()).isFalse();
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
