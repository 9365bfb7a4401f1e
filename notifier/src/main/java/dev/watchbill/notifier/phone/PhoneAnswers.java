package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.notifier.links.LinkPass;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys pressed in calls and replies to short messages, as responses; each answered in words. */
public final class PhoneAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneAnswers.class);
  private static final Map<String, String> KEYS = Map.of("4", "acknowledge", "6", "resolve");
  private static final Pattern REPLY =
      Pattern.compile(
          "\\s*(ack|acknowledge|4|resolve|6)\\s+([a-z0-9._-]{1,100}-[0-9]{1,18})\\s*",
          Pattern.CASE_INSENSITIVE);

  private final LinkSeal seal;
  private final Responses responses;
  private final Supplier<RosterSnapshot> roster;
  private final InstantSource clock;

  public PhoneAnswers(
      LinkSeal seal, Responses responses, Supplier<RosterSnapshot> roster, InstantSource clock) {
    this.seal = seal;
    this.responses = responses;
    this.roster = roster;
    this.clock = clock;
  }

  /**
   * A key pressed in a call.
   *
   * @param token of the call, from its address
   * @param call Twilio's id of it: the same key in it is the same wish
   */
  public String key(String token, String call, String digits) {
    var pass = seal.open(token).filter(it -> it.action().equals(Links.KEYS));
    if (pass.isEmpty() || !clock.instant().isBefore(pass.get().expires())) {
      return "This call is too old. Please sign in.";
    }
    var action = KEYS.get(digits);
    return action == null
        ? "That key does nothing. The incident stays open."
        : act(pass.get(), action, "call-" + hash(call + "\n" + action), "call");
  }

  /**
   * A reply to a short message.
   *
   * @param from the number it came from
   * @param message Twilio's id of it
   */
  public String reply(String from, String message, String text) {
    var person = person(from);
    var wish = REPLY.matcher(text);
    if (person.isEmpty()) {
      return "Nobody in the roster has this number.";
    }
    if (!wish.matches()) {
      return "Answer with ACK or RESOLVE and the incident, such as: ack checkout-42";
    }
    var word = wish.group(1).toLowerCase(Locale.ROOT);
    var action = word.startsWith("r") || word.equals("6") ? "resolve" : "acknowledge";
    var pass = new LinkPass(person.get(), wish.group(2), action, "", clock.instant());
    return act(pass, action, "sms-" + hash(message), "sms");
  }

  private Optional<String> person(String number) {
    return roster.get().people().values().stream()
        .filter(person ->
            PhoneNumbers.plain(person.getContacts().getOrDefault("phone", ""))
                .filter(number::equals)
                .isPresent())
        .map(Person::getId)
        .sorted()
        .findFirst();
  }

  private String act(LinkPass pass, String action, String id, String via) {
    var role = Role.of(pass.person(), roster.get());
    if (role.filter(it -> it.covers(Role.RESPONDER)).isEmpty()) {
      return "You may not act on incidents.";
    }
    var incident = pass.incident();
    var response =
        Response.newBuilder()
            .setId(id)
            .setIncident(incident)
            .setService(incident.substring(0, incident.lastIndexOf('-')))
            .setAt(clock.instant())
            .setPerson(pass.person())
            .setAction(action)
            .setVia(via)
            .build();
    try {
      return said(action, responses.give(response).join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        return "It is recorded, and takes longer than usual.";
      }
      LOG.atError().addKeyValue("incident", incident).setCause(e).log("response not written");
      return "Not recorded. Please call somebody.";
    }
  }

  private static String said(String action, IncidentEvent event) {
    var outcome = Objects.requireNonNullElse(event.getOutcome(), "applied");
    return switch (outcome) {
      case "applied" ->
          action.equals("resolve") ? "Resolved. Thank you." : "Acknowledged. It is yours.";
      case "already" -> "It was so already. " + event.getWhy();
      default -> "Not done. " + event.getWhy();
    };
  }

  private static String hash(String text) {
    return Secrets.hash(text).substring(0, 32);
  }
}
