package dev.watchbill.console.api;

import dev.watchbill.console.readiness.Channels;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.projection.Change;
import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.OwnContact;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.OwnWord;
import dev.watchbill.schemas.text.Counted;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people set for themselves: how they are reached, by what, and when not. An address counts
 * once its person has typed the code that was sent there; until then pages go where they went.
 */
public final class OwnSettings {
  private static final Duration CODE_LASTS = Duration.ofMinutes(10);
  private static final Duration BETWEEN_CODES = Duration.ofMinutes(1);
  private static final int MOST_TRIES = 5;
  private static final Duration UNTIL_READ = Duration.ofSeconds(5);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST_CODES_A_DAY = 10;

  private final ReadModel model;
  private final SettingsLog log;
  private final Channels channels;
  private final InstantSource clock;
  private final Supplier<String> codes;

  /** What this process wrote and may not have read back yet. */
  private final Map<String, PersonSettings> written = new ConcurrentHashMap<>();

  /** When codes were sent, by person and kind; taking a contact away forgets none of it. */
  private final Map<String, List<Instant>> sent = new ConcurrentHashMap<>();

  public OwnSettings(ReadModel model, SettingsLog log, Channels channels, InstantSource clock) {
    this(model, log, channels, clock, OwnSettings::newCode);
  }

  OwnSettings(
      ReadModel model,
      SettingsLog log,
      Channels channels,
      InstantSource clock,
      Supplier<String> codes) {
    this.model = model;
    this.log = log;
    this.channels = channels;
    this.clock = clock;
    this.codes = codes;
  }

  /**
   * Rules and quiet hours.
   *
   * @param high null: as the roster says; so with the others
   * @param version of the settings that were looked at; null: whatever holds is replaced
   */
  public record Wish(
      @Nullable List<NotifyRule> high,
      @Nullable List<NotifyRule> low,
      @Nullable List<HoursWindow> doNotDisturb,
      @Nullable Long version) {}

  /** What became of it. */
  public sealed interface Result {
    /** This holds now. */
    record Kept(SettingsItem settings) implements Result {}

    /** It makes no sense as it was asked. */
    record Nonsense(String sentence) implements Result {}

    /** There is no such contact. */
    record NoSuchContact(String kind) implements Result {}

    /** A code was sent just now. */
    record TooSoon(String sentence) implements Result {}

    /** They changed since they were looked at. */
    record Stale(String sentence) implements Result {}
  }

  /** How somebody is reached; empty: the roster doesn't know them. */
  public Optional<SettingsItem> find(String person) {
    return known(person).map(known -> item(known, of(person).orElse(null)));
  }

  private Optional<Person> known(String person) {
    return Optional.ofNullable(model.rosterInForce().written().people().get(person));
  }

  private SettingsItem item(Person known, @Nullable PersonSettings own) {
    return SettingsItem.of(
        own == null ? known : OwnWord.on(known, own), own, channels, clock.instant());
  }

  private Optional<PersonSettings> of(String person) {
    var mine = Optional.ofNullable(written.get(person));
    var read = model.settings().find(person);
    if (mine.isPresent()
        && read.filter(it -> !it.getSetAt().isBefore(mine.get().getSetAt())).isPresent()) {
      written.remove(person, mine.get());
      return read;
    }
    return mine.or(() -> read);
  }

  /** Sets somebody's rules and quiet hours. */
  public Result set(String person, Wish wish, String via) {
    return inTurn(person, () -> setNow(person, wish, via));
  }

  private Result setNow(String person, Wish wish, String via) {
    var version = SettingsItem.version(of(person).orElse(null));
    if (wish.version() != null && wish.version() != version) {
      return new Result.Stale(
          "version: expected %d, but got %d: they were changed meanwhile; look again"
              .formatted(version, wish.version()));
    }
    return change(
        person,
        via,
        next ->
            next.setNotifyHigh(wish.high())
                .setNotifyLow(wish.low())
                .setDoNotDisturb(wish.doNotDisturb()));
  }

  /** One change at a time, here and in other consoles, and each of what the last one left. */
  private Result inTurn(String person, Supplier<Result> change) {
    return model.turns().of("settings of " + person, change);
  }

  /** Sends a code to an address somebody wants to be reached at. */
  public Result add(String person, String kind, String address, String via) {
    return inTurn(person, () -> addNow(person, kind, address, via));
  }

  private Result addNow(String person, String kind, String address, String via) {
    var known = ContactKind.parse(kind);
    if (known.isEmpty()) {
      return new Result.Nonsense(
          "kind: expected one of [slack, teams, email, phone, push], but got \"%s\""
              .formatted(kind));
    }
    var wrong = known.get().wrong(address);
    if (wrong.isPresent()) {
      return new Result.Nonsense(wrong.get());
    }
    var channel = known.get().provenBy();
    if (!channels.working().contains(channel)) {
      return new Result.Nonsense(
          "kind: expected a channel that is set up here, but %s isn't".formatted(channel));
    }
    var now = now();
    var last = open(person, kind);
    if (last.filter(it -> it.getSetAt().plus(BETWEEN_CODES).isAfter(now)).isPresent()) {
      return new Result.TooSoon("Expected a minute between two codes; the last one still holds");
    }
    var tooMany = tooMany(person + "\n" + kind, now);
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    var code = codes.get();
    var contact =
        OwnContact.newBuilder()
            .setKind(kind)
            .setAddress(address)
            .setSetAt(now)
            .setProof(proof(person, kind, address, code))
            .setProofUntil(now.plus(CODE_LASTS))
            .build();
    var result = change(person, via, next -> replace(next, it -> isOpenOf(it, kind), contact));
    log.send(CodeMessage.of(person, channel, address, code, now, now.plus(CODE_LASTS)));
    return result;
  }

  /** Counts this one, unless it would be too many. */
  private Optional<Result> tooMany(String key, Instant now) {
    var lately = new ArrayList<>(sent.getOrDefault(key, List.of()));
    lately.removeIf(at -> at.plus(DAY).isBefore(now));
    if (!lately.isEmpty() && lately.getLast().plus(BETWEEN_CODES).isAfter(now)) {
      return Optional.of(new Result.TooSoon("Expected a minute between two codes"));
    }
    if (lately.size() >= MOST_CODES_A_DAY) {
      return Optional.of(
          new Result.TooSoon("Expected at most %d codes a day".formatted(MOST_CODES_A_DAY)));
    }
    lately.add(now);
    sent.put(key, lately);
    return Optional.empty();
  }

  /** Takes the code that arrived there: from now on pages go there. */
  public Result confirm(String person, String kind, String code, String via) {
    return inTurn(person, () -> confirmNow(person, kind, code, via));
  }

  private Result confirmNow(String person, String kind, String code, String via) {
    var now = now();
    var open = open(person, kind).filter(contact -> isOpen(contact, now));
    if (open.isEmpty()) {
      return new Result.NoSuchContact(kind);
    }
    var contact = open.get();
    if (!contact.getProof().equals(proof(person, kind, contact.getAddress(), code.strip()))) {
      var tries = contact.getTries() + 1;
      var counted = OwnContact.newBuilder(contact).setTries(tries).build();
      var _ = change(person, via, next -> replace(next, it -> isOpenOf(it, kind), counted));
      return new Result.Nonsense(
          "code: expected the one that was sent to %s, but got another; %s"
              .formatted(
                  contact.getAddress(),
                  tries < MOST_TRIES
                      ? Counted.of(MOST_TRIES - tries, "more try", "more tries")
                      : "ask for a new one"));
    }
    var proven =
        OwnContact.newBuilder(contact).setVerifiedAt(now).setProof("").setProofUntil(null).build();
    return change(person, via, next -> replace(next, it -> it.getKind().equals(kind), proven));
  }

  /** Takes an own address away: the roster's holds again, where it has one. */
  public Result remove(String person, String kind, String via) {
    return inTurn(person, () -> removeNow(person, kind, via));
  }

  private Result removeNow(String person, String kind, String via) {
    var own = of(person).map(PersonSettings::getContacts).orElse(List.of());
    if (own.stream().noneMatch(contact -> contact.getKind().equals(kind))) {
      return new Result.NoSuchContact(kind);
    }
    return change(
        person,
        via,
        next ->
            next.setContacts(
                next.getContacts().stream()
                    .filter(contact -> !contact.getKind().equals(kind))
                    .toList()));
  }

  /** Whether the code that was sent there can still be given. */
  static boolean isOpen(OwnContact contact, Instant now) {
    var until = contact.getProofUntil();
    return !contact.getProof().isEmpty()
        && until != null
        && now.isBefore(until)
        && contact.getTries() < MOST_TRIES;
  }

  private static boolean isOpenOf(OwnContact contact, String kind) {
    return contact.getKind().equals(kind) && contact.getVerifiedAt() == null;
  }

  private Optional<OwnContact> open(String person, String kind) {
    return of(person).stream()
        .flatMap(settings -> settings.getContacts().stream())
        .filter(contact -> isOpenOf(contact, kind))
        .findFirst();
  }

  private static void replace(
      PersonSettings.Builder settings,
      java.util.function.Predicate<OwnContact> which,
      OwnContact contact) {
    var contacts = new ArrayList<>(settings.getContacts());
    contacts.removeIf(which);
    contacts.add(contact);
    settings.setContacts(contacts);
  }

  private Result change(String person, String via, Consumer<PersonSettings.Builder> change) {
    var known = known(person).orElseThrow();
    var last = of(person);
    var next = PersonSettings.newBuilder(last.orElseGet(() -> PersonSettings.newBuilder().build()));
    change.accept(next);
    var earliest = last.map(it -> it.getSetAt().plusMillis(1)).orElse(Instant.EPOCH);
    var settings =
        next.setPerson(person)
            .setVia(via)
            .setSetAt(now().isBefore(earliest) ? earliest : now())
            .build();
    log.put(settings);
    written.put(person, settings);
    var _ =
        model
            .changes()
            .await(
                Change.Kind.ROSTER,
                () ->
                    model
                        .settings()
                        .find(person)
                        .filter(it -> !it.getSetAt().isBefore(settings.getSetAt()))
                        .isPresent(),
                UNTIL_READ);
    return new Result.Kept(item(known, settings));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String proof(String person, String kind, String address, String code) {
    return Secrets.hash(String.join("\n", person, kind, address, code));
  }

  private static String newCode() {
    return String.format(Locale.ROOT, "%06d", new SecureRandom().nextInt(1_000_000));
  }
}
