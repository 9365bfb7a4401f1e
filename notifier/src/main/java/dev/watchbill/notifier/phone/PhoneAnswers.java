package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.answers.NotRecordedYet;
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
import dev.watchbill.schemas.text.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys pressed in calls and replies to short messages, as responses; each answered in words. */
public final class PhoneAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneAnswers.class);
  private static final Map<String, String> KEYS = Map.of("4", "acknowledge", "6", "resolve");
  private static final Pattern REPLY =
      Pattern.compile(
          "\\s*(ack|acknowledge|4|resolve|6)\\s+([a-z0-9._-]{1,100}-[0-9]{1,18})(?:\\s+(.{1,100}?))?\\s*",
          Pattern.CASE_INSENSITIVE);

  private static final String NOT_YET =
      "It is not recorded yet. Please do it again, or call somebody.";

  private static final String HELP =
      "Answer with ACK or RESOLVE and the incident, such as: ack checkout-42";

  /** Another machine may answer to whatever it is told, without an end, and each word costs. */
  private static final int HELP_AN_HOUR = 5;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int NUMBERS_KNOWN = 10_000;

  private final LinkSeal seal;
  private final Responses responses;
  private final Supplier<RosterSnapshot> roster;
  private final InstantSource clock;

  /** When numbers were told how to answer; the one told longest ago first. */
  private final Map<String, List<Instant>> helped = new LinkedHashMap<>();

  public PhoneAnswers(
      LinkSeal seal, Responses responses, Supplier<RosterSnapshot> roster, InstantSource clock) {
    this.seal = seal;
    this.responses = responses;
    this.roster = roster;
    this.clock = clock;
  }

  /**
   * What is said to a key.
   *
   * @param again whether the key is asked for once more
   */
  public record Said(String sentence, boolean again) {}

  /**
   * A key pressed in a call.
   *
   * @param token of the call, from its address
   * @param call Twilio's id of it: the same key in it is the same wish
   */
  public Said key(String token, String call, String digits) {
    var sentence = sentence(token, call, digits);
    return new Said(sentence, sentence.equals(NOT_YET));
  }

  private String sentence(String token, String call, String digits) {
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
   * @param message the provider's id of it
   * @return what is sent back; empty: nothing, as that number was told often enough how to answer
   */
  public Optional<String> reply(String from, String message, String text) {
    var people = people(from);
    if (people.isEmpty()) {
      return help(from, "Nobody in the roster has this number.");
    }
    var wish = REPLY.matcher(text);
    if (!wish.matches()) {
      return help(from, HELP);
    }
    var word = wish.group(1).toLowerCase(Locale.ROOT);
    var action = word.startsWith("r") || word.equals("6") ? "resolve" : "acknowledge";
    var incident = wish.group(2);
    var name = Objects.requireNonNullElse(wish.group(3), "");
    var meant =
        people.size() == 1 && name.isEmpty()
            ? people
            : people.stream().filter(it -> isOf(it, name)).toList();
    if (people.size() == 1 && meant.isEmpty()) {
      return help(from, HELP);
    }
    if (meant.size() != 1) {
      return help(from, whichOf(people, word, incident));
    }
    var pass = new LinkPass(meant.getFirst().getId(), incident, action, "", clock.instant());
    return Optional.of(act(pass, action, "sms-" + hash(message), "sms"));
  }

  private static boolean isOf(Person person, String name) {
    return name.equalsIgnoreCase(person.getId()) || name.equalsIgnoreCase(person.getName());
  }

  private static String whichOf(List<Person> people, String word, String incident) {
    return "%s have this number. Say who you are: %s %s %s"
        .formatted(
            String.join(" and ", people.stream().map(Person::getName).toList()),
            word,
            incident,
            people.getFirst().getId());
  }

  private synchronized Optional<String> help(String number, String sentence) {
    var now = clock.instant();
    var lately =
        helped.getOrDefault(number, List.of()).stream()
            .filter(at -> at.plus(HOUR).isAfter(now))
            .toList();
    if (lately.size() >= HELP_AN_HOUR) {
      return Optional.empty();
    }
    helped.remove(number);
    helped.put(number, Stream.concat(lately.stream(), Stream.of(now)).toList());
    if (helped.size() > NUMBERS_KNOWN) {
      helped.remove(helped.keySet().iterator().next());
    }
    return Optional.of(sentence);
  }

  /** Everybody who may be reached there. */
  private List<Person> people(String number) {
    return roster.get().people().values().stream()
        .filter(person ->
            PhoneNumber.plain(person.getContacts().getOrDefault("phone", ""))
                .filter(number::equals)
                .isPresent())
        .sorted(Comparator.comparing(Person::getId))
        .toList();
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
      if (e.getCause() instanceof NotRecordedYet) {
        return NOT_YET;
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
