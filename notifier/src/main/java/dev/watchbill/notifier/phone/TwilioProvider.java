package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Twilio's Messages and Calls. */
public final class TwilioProvider implements PhoneProvider {
  /** As in the roster and in settings. */
  public static final String NAME = "twilio";

  /** Followed by a token: keys pressed in a call. */
  public static final String KEYS_PATH = "/twilio/keys/";

  /** Followed by a token: who took a call, and how it ended. */
  public static final String CALLS_PATH = "/twilio/calls/";

  /** Followed by a token: what became of a short message. */
  public static final String MESSAGES_PATH = "/twilio/messages/";

  private static final String RINGS_SECONDS = "30";

  private final TwilioSettings settings;
  private final TwilioCalls calls;
  private final Links links;

  /**
   * @param patience how long an answer is waited for
   */
  public TwilioProvider(
      TwilioSettings settings, Links links, Duration patience, InstantSource clock) {
    this.settings = settings;
    this.links = links;
    calls = new TwilioCalls(settings, patience, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Delivery message(String to, String text, List<Page> pages) {
    var form = form(to);
    form.put("Body", text);
    links
        .phone(pages, MESSAGES_PATH)
        .ifPresent(address -> form.put(TwilioCalls.STATUS_CALLBACK, address));
    return calls.create("Messages", form);
  }

  @Override
  public Delivery call(String to, String words, List<Page> pages) {
    var form = form(to);
    var keys = PhoneProvider.keyed(pages).flatMap(page -> links.phone(List.of(page), KEYS_PATH));
    form.put("Twiml", Speech.of(words, keys));
    form.put("Timeout", RINGS_SECONDS);
    links.phone(pages, CALLS_PATH).ifPresent(address -> watch(form, address));
    return calls.create("Calls", form);
  }

  /**
   * What takes the call is found out beside it, so that a person who does hears it at once.
   *
   * @see <a href="https://www.twilio.com/docs/voice/answering-machine-detection">AMD</a>
   */
  private static void watch(Map<String, String> form, String address) {
    form.put("MachineDetection", "Enable");
    form.put("AsyncAmd", "true");
    form.put("AsyncAmdStatusCallback", address);
    form.put("AsyncAmdStatusCallbackMethod", "POST");
    form.put(TwilioCalls.STATUS_CALLBACK, address);
    form.put("StatusCallbackMethod", "POST");
    form.put("StatusCallbackEvent", "completed");
  }

  private Map<String, String> form(String to) {
    var form = new LinkedHashMap<String, String>();
    form.put("To", to);
    form.put("From", settings.from());
    return form;
  }
}
