package dev.watchbill.notifier.phone;

import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which provider is asked, in which order, and what happens when one fails. */
class PhoneProvidersTest {
  private static final Page PAGE = aPage("checkout-1.1").build();

  private final List<String> asked = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final Provider twilio = new Provider("twilio", asked);
  private final Provider vonage = new Provider("vonage", asked);

  private static final class Provider implements PhoneProvider {
    private final String name;
    private final List<String> asked;
    private Delivery answer;

    Provider(String name, List<String> asked) {
      this.name = name;
      this.asked = asked;
      answer = Delivery.accepted(name);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Delivery message(String to, String text, List<Page> pages) {
      asked.add(name);
      return answer;
    }

    @Override
    public Delivery call(String to, String words, List<Page> pages) {
      return message(to, words, List.of());
    }
  }

  private PhoneProviders providers(RosterSnapshot roster) {
    return new PhoneProviders(
        "sms",
        List.of(twilio, vonage),
        () -> roster,
        (provider, why, last) -> told.add("%s %s: %s".formatted(provider, why, last)));
  }

  private static RosterSnapshot roster(Map<String, List<String>> regions, List<String> own) {
    var roster =
        Rosters.ashaAndBo(
            Organization.newBuilder()
                .setPhoneOrder(List.of("vonage"))
                .setPhoneRegions(regions)
                .build());
    Objects.requireNonNull(roster.people().get("asha")).setPhoneOrder(own);
    return roster;
  }

  private Delivery send(PhoneProviders providers) {
    return providers.attempt(PAGE, provider -> provider.message("+49170", "x", List.of()));
  }

  @Test
  void asksAsThePersonSaysElseTheRegionElseTheOrganization() {
    var eu = Map.of("eu", List.of("twilio", "vonage"));
    send(providers(Rosters.ashaAndBo()));
    send(providers(roster(Map.of(), List.of())));
    send(providers(roster(eu, List.of())));
    send(providers(roster(eu, List.of("vonage"))));

    assertThat(asked).containsExactly("twilio", "vonage", "twilio", "vonage");
  }

  @Test
  void asksTheNextWhenOneFailsWhateverTheReason() {
    for (var failure :
        List.of(Delivery.retryable("twilio answered 500"), Delivery.refused("401"))) {
      twilio.answer = failure;
      assertThat(send(providers(Rosters.ashaAndBo()))).isEqualTo(Delivery.accepted("vonage"));
    }
    assertThat(asked).containsExactly("twilio", "vonage", "twilio", "vonage");
  }

  @Test
  void mayStillWorkWhileOneOfThemMay() {
    twilio.answer = Delivery.refused("twilio refused");
    vonage.answer = Delivery.retryable("vonage answered 429", Duration.ofSeconds(3));

    assertThat(send(providers(Rosters.ashaAndBo())))
        .isEqualTo(
            Delivery.retryable("twilio refused; vonage answered 429", Duration.ofSeconds(3)));
    vonage.answer = Delivery.refused("vonage refused");
    assertThat(send(providers(Rosters.ashaAndBo())))
        .isEqualTo(Delivery.refused("twilio refused; vonage refused"));
  }

  @Test
  void passesOverOneThatFailsAgainAndAgain() {
    twilio.answer = Delivery.retryable("twilio could not be reached");
    var providers = providers(Rosters.ashaAndBo());
    for (var i = 0; i < 20; i++) {
      assertThat(send(providers)).isEqualTo(Delivery.accepted("vonage"));
    }

    assertThat(asked.stream().filter("twilio"::equals)).hasSize(10);
    assertThat(told)
        .containsExactly("twilio-sms it fails again and again: twilio could not be reached");
  }
}
