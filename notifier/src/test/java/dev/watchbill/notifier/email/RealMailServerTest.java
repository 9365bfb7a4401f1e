package dev.watchbill.notifier.email;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail over a real server: Debian's exim4, with STARTTLS and a password. */
@Tag("slow")
class RealMailServerTest {
  @TempDir Path folder;
  private @Nullable Exim exim;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        Files.isExecutable(Exim.PROGRAM) && Files.isWritable(Path.of("/root")),
        "SKIPPED: needs exim4 (Debian) and root");
    exim = new Exim(folder);
    await().until(() -> server().isUp());
  }

  @AfterEach
  void stop() {
    if (exim != null) {
      exim.close();
    }
  }

  private Exim server() {
    return Objects.requireNonNull(exim);
  }

  @Test
  void takesAMailThatIsSentWithTlsAndPassword() throws Exception {
    var mail = channel("watchbill:s3cret", Optional.of(server().certificate()));

    assertThat(mail.deliver(page("asha@example.com")))
        .isEqualTo(Delivery.accepted("<checkout-1.1@example.com>"));
    await()
        .untilAsserted(() -> {
          var kept = server().mails();
          assertThat(kept).contains("with esmtpsa", "Message-ID: <checkout-1.1@example.com>");
          assertThat(kept).contains("References: <checkout-1@example.com>");
        });
  }

  @Test
  void refusesAWrongPasswordAndAnUnknownAddressForGood() throws Exception {
    var authority = Optional.of(server().certificate());

    assertThat(channel("watchbill:wrong", authority).deliver(page("asha@example.com")))
        .isInstanceOfSatisfying(
            Delivery.Refused.class,
            refused -> assertThat(refused.reason()).contains("check WATCHBILL_SMTP_URL"));
    assertThat(channel("watchbill:s3cret", authority).deliver(page("gone@example.com")))
        .isEqualTo(Delivery.refused("the mail server refused with 550"));
  }

  @Test
  void givesItsPasswordToNobodyItDoesNotTrust() throws Exception {
    assertThat(channel("watchbill:s3cret", Optional.empty()).deliver(page("asha@example.com")))
        .isInstanceOfSatisfying(
            Delivery.Refused.class,
            refused -> assertThat(refused.reason()).contains("no trusted TLS"));
    assertThat(server().mails()).isEmpty();
  }

  private static Page page(String address) {
    return aPage("checkout-1.1").setChannel("email").setAddress(address).build();
  }

  private EmailChannel channel(String login, Optional<String> authority) {
    var variables = new HashMap<String, String>();
    variables.put("WATCHBILL_SMTP_URL", "smtp://%s@127.0.0.1:%d".formatted(login, server().port()));
    variables.put("WATCHBILL_SMTP_FROM", "oncall@example.com");
    authority.ifPresent(pem -> variables.put("WATCHBILL_SMTP_CA", pem));
    var clock = new TestClock(NOW);
    var links = new Links(new LinkSeal("a key that nobody knows"), Optional::empty, clock);
    return new EmailChannel(
        EmailSettings.of(new Environment(Map.copyOf(variables))).orElseThrow(),
        links,
        Rosters::ashaAndBo,
        clock);
  }
}
