package dev.watchbill.notifier;

import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.kafka.ConsumerGroups;
import dev.watchbill.notifier.phone.CallChannel;
import dev.watchbill.notifier.phone.CallFates;
import dev.watchbill.notifier.phone.MessageFates;
import dev.watchbill.notifier.phone.PhoneAnswers;
import dev.watchbill.notifier.phone.PhoneProvider;
import dev.watchbill.notifier.phone.PhoneProviders;
import dev.watchbill.notifier.phone.SmsChannel;
import dev.watchbill.notifier.phone.TwilioProvider;
import dev.watchbill.notifier.phone.TwilioSettings;
import dev.watchbill.notifier.phone.TwilioSignatures;
import dev.watchbill.notifier.phone.VonageProvider;
import dev.watchbill.notifier.phone.VonageSettings;
import dev.watchbill.notifier.phone.VonageTokens;
import dev.watchbill.notifier.phone.http.TwilioRoutes;
import dev.watchbill.notifier.phone.http.VonageRoutes;
import dev.watchbill.schemas.roster.RosterFollower;
import io.helidon.webserver.http.HttpRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SMS and calls between the topics and those of their providers that are set up. */
final class PhoneService {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneService.class);
  private static final Duration ALONE = Duration.ofSeconds(9);
  private static final String NEEDED =
      "WATCHBILL_TWILIO_ACCOUNT, _TOKEN and _FROM, or WATCHBILL_VONAGE_APPLICATION, _KEY and _FROM,"
          + " to be set";

  private final List<PhoneProvider> providers = new ArrayList<>();
  private final Optional<TwilioRoutes> twilioRoutes;
  private final Optional<VonageRoutes> vonageRoutes;

  /**
   * @param limits makes a limit for each channel
   */
  PhoneService(
      SetUp setUp,
      ConsumerGroups groups,
      RosterFollower roster,
      AnswerService answers,
      Supplier<PageLimit> limits,
      InstantSource clock) {
    var calls = limits.get().over(CallChannel.line(roster));
    var twilio = setUp.part(TwilioProvider.NAME, TwilioSettings::of);
    var vonage = setUp.part(VonageProvider.NAME, VonageSettings::of);
    var patience = twilio.isPresent() && vonage.isPresent() ? PhoneProviders.EACH : ALONE;
    var links = answers.links();
    twilio.ifPresent(it -> providers.add(new TwilioProvider(it, links, patience, clock)));
    vonage.ifPresent(it -> providers.add(new VonageProvider(it, links, patience, clock)));
    if (providers.isEmpty()) {
      setUp.lacks(SmsChannel.NAME, NEEDED);
      setUp.lacks(CallChannel.NAME, NEEDED);
    } else {
      setUp.add(SmsChannel.NAME);
      setUp.add(CallChannel.NAME);
      groups.reach(
          new SmsChannel(
              new PhoneProviders(SmsChannel.NAME, providers, roster, groups.trouble()),
              links,
              roster),
          limits.get());
      groups.reach(
          new CallChannel(
              new PhoneProviders(CallChannel.NAME, providers, roster, groups.trouble()), roster),
          calls);
    }
    var keys = new PhoneAnswers(answers.seal(), answers.responses(), roster, clock);
    var callFates = new CallFates(answers.seal(), groups.receipts(), calls::ended, clock);
    var messageFates = new MessageFates(answers.seal(), groups.receipts(), clock);
    twilioRoutes =
        twilio.map(it ->
            new TwilioRoutes(
                new TwilioSignatures(it.token()), keys, callFates, messageFates, links));
    vonageRoutes =
        vonage
            .filter(it -> it.signatureSecret().isPresent())
            .map(it ->
                new VonageRoutes(
                    new VonageTokens(it, clock),
                    keys,
                    callFates,
                    messageFates,
                    providers.getLast(),
                    links));
    if (vonage.isPresent() && vonageRoutes.isEmpty()) {
      LOG.atWarn()
          .log(
              "vonage's keys and replies will not work: WATCHBILL_VONAGE_SIGNATURE_SECRET isn't"
                  + " set");
    }
  }

  void route(HttpRules rules) {
    twilioRoutes.ifPresent(routes -> routes.route(rules));
    vonageRoutes.ifPresent(routes -> routes.route(rules));
  }
}
