package dev.watchbill.console.auth;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.config.Secrets;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Accounts with a password, for those without an identity provider. An account is a person's of the
 * roster, who may do what the roster says; they choose the password themselves, with an invitation
 * that works once.
 */
public final class Accounts {
  /** How long an invitation waits. */
  public static final Duration INVITATION = Duration.ofDays(3);

  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;

  private final Credentials credentials;
  private final Sessions sessions;
  private final Supplier<RosterSnapshot> roster;
  private final InstantSource clock;
  private final Passwords passwords = new Passwords();
  private final LogInLimits limits;

  public Accounts(Credentials credentials, Supplier<RosterSnapshot> roster, InstantSource clock) {
    this.credentials = credentials;
    this.sessions = new Sessions(credentials);
    this.roster = roster;
    this.clock = clock;
    this.limits = new LogInLimits(clock);
  }

  /**
   * An account, or one that is only invited.
   *
   * @param since when the password was chosen; null: it isn't yet
   * @param invitedUntil null: no invitation waits
   */
  public record Account(String person, @Nullable Instant since, @Nullable Instant invitedUntil) {}

  /**
   * An invitation.
   *
   * @param secret for its address; nowhere else
   */
  public record Invitation(String person, String secret, Instant expiresAt) {}

  /** What became of a log-in. */
  public sealed interface LogIn {
    /** Name and password belong together. */
    record Right(String person) implements LogIn {}

    /** They don't, or there is no such name: nobody is told which. */
    record Wrong() implements LogIn {}

    /** Not checked: it was wrong too often. */
    record TooOften() implements LogIn {}

    /** Not checked: too many wait to be. */
    record TooMany() implements LogIn {}
  }

  /** All there are, by person. */
  public List<Account> all() {
    return credentials.all().stream()
        .filter(it -> it.getKind().equals("account") || isWaiting(it))
        .map(Credential::getPerson)
        .filter(Objects::nonNull)
        .distinct()
        .map(this::account)
        .sorted(Comparator.comparing(Account::person))
        .toList();
  }

  private Account account(String person) {
    return new Account(
        person,
        credentials.byId(accountId(person)).map(Credential::getCreatedAt).orElse(null),
        credentials
            .byId(invitationId(person))
            .filter(this::isWaiting)
            .map(Credential::getExpiresAt)
            .orElse(null));
  }

  private boolean isWaiting(Credential credential) {
    return isInvitation(credential)
        && credential.getUsedBy() == null
        && credentials.isInForce(credential);
  }

  /** Whether somebody has an account, with a password. */
  public boolean has(String person) {
    return credentials.has(accountId(person));
  }

  /** Invites a person to choose a password; an earlier invitation works no more. */
  public Invitation invite(String person, String by) {
    var secret = Secrets.mint();
    var now = clock.instant();
    var expiresAt = now.plus(INVITATION);
    credentials.add(
        Credential.newBuilder()
            .setId(invitationId(person))
            .setKind("invitation")
            .setHash(Secrets.hash(secret))
            .setPerson(person)
            .setCreatedAt(now)
            .setExpiresAt(expiresAt)
            .setWhy("made by " + by)
            .build());
    return new Invitation(person, secret, expiresAt);
  }

  /** The password counts no more, every browser is signed out, and a new invitation is made. */
  public Invitation reset(String person, String by) {
    removeAccount(person);
    return invite(person, by);
  }

  /** Account, invitation and sessions end. @return false: there was neither */
  public boolean remove(String person) {
    var had = has(person) || credentials.has(invitationId(person));
    removeAccount(person);
    if (credentials.has(invitationId(person))) {
      credentials.remove(invitationId(person));
    }
    return had;
  }

  private void removeAccount(String person) {
    if (has(person)) {
      credentials.remove(accountId(person));
    }
    sessions.endAllOf(person, "");
  }

  /** Whether there is such an invitation at all, expired or not. */
  public boolean isKnown(String secret) {
    return credentials.findAtAll(secret).filter(Accounts::isInvitation).isPresent();
  }

  /**
   * Whose invitation this is; empty: it can't be used.
   *
   * @param by who would use it
   */
  public Optional<String> invited(String secret, String by) {
    return credentials
        .usable(secret, by)
        .filter(Accounts::isInvitation)
        .map(Credential::getPerson)
        .filter(roster.get().people()::containsKey);
  }

  /**
   * Uses an invitation up: the password counts from now on. If it could not be kept, the same one
   * may try again.
   *
   * @param by who uses it
   * @return whose it is; empty: the invitation can't be used
   * @throws Busy if too many passwords wait; the invitation is as it was
   */
  public Optional<String> accept(String secret, String password, String by) {
    if (invited(secret, by).isEmpty()) {
      return Optional.empty();
    }
    var hash = passwords.hash(password);
    return credentials.once(
        secret, "invitation", by, it -> choose(Objects.requireNonNull(it.getPerson()), hash, ""));
  }

  /**
   * What is wrong with a password somebody wants; empty: nothing.
   *
   * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B: length, and no
   *     rules of composition</a>
   */
  public Optional<String> problem(String person, String password, String again) {
    if (!password.equals(again)) {
      return Optional.of("The two passwords aren't the same.");
    }
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      return Optional.of(
          "Expected %d to %d characters, but got %d."
              .formatted(SHORTEST, LONGEST, password.length()));
    }
    var known = Optional.ofNullable(roster.get().people().get(person)).map(Person::getName);
    var plain = password.toLowerCase(Locale.ROOT);
    return plain.chars().distinct().count() < 5
            || plain.replace(person.toLowerCase(Locale.ROOT), "").length() < SHORTEST / 2
            || known.filter(name -> plain.contains(name.toLowerCase(Locale.ROOT))).isPresent()
        ? Optional.of("That one would be guessed soon; choose words nobody would expect of you.")
        : Optional.empty();
  }

  /**
   * Changes one's own password, and signs one's other browsers out.
   *
   * @param session id of the one that goes on
   */
  public LogIn change(
      String person, String before, String password, String session, Origin origin) {
    var checked = logIn(person, before, origin);
    if (checked instanceof LogIn.Right) {
      var _ = choose(person, passwords.hash(password), session);
    }
    return checked;
  }

  private String choose(String person, String hash, String session) {
    credentials.add(
        Credential.newBuilder()
            .setId(accountId(person))
            .setKind("account")
            .setHash(hash)
            .setPerson(person)
            .setCreatedAt(clock.instant())
            .setWhy("password chosen")
            .build());
    sessions.endAllOf(person, session);
    return person;
  }

  /**
   * Checks a log-in. Takes as long for a name nobody has.
   *
   * @param name a person's id, or their e-mail address in the roster
   */
  public LogIn logIn(String name, String password, Origin origin) {
    var plain = name.strip().toLowerCase(Locale.ROOT);
    return check(plain.substring(0, Math.min(plain.length(), LONGEST)), password, origin);
  }

  private LogIn check(String name, String password, Origin origin) {
    if (!limits.admit(name, origin)) {
      return new LogIn.TooOften();
    }
    var account = personOf(name).flatMap(person -> credentials.byId(accountId(person)));
    boolean right;
    try {
      right =
          account
              .map(it -> passwords.isOf(password, it.getHash()))
              .orElseGet(() -> passwords.refuse(password));
    } catch (Busy e) {
      limits.takeBack(name, origin);
      return new LogIn.TooMany();
    }
    if (account.isEmpty() || !right) {
      return new LogIn.Wrong();
    }
    limits.forget(name, origin);
    renew(account.get(), password);
    return new LogIn.Right(Objects.requireNonNull(account.get().getPerson()));
  }

  /** Keeps today's hash of a password that was right, where it was kept by another's costs. */
  private void renew(Credential account, String password) {
    if (passwords.isOutdated(account.getHash())) {
      try {
        credentials.add(Credential.newBuilder(account).setHash(passwords.hash(password)).build());
      } catch (Busy e) {
        // Next time.
      }
    }
  }

  private Optional<String> personOf(String name) {
    var people = roster.get().people();
    return people.values().stream()
        .filter(
            person -> isCalled(person, name) && Role.of(person.getId(), roster.get()).isPresent())
        .map(Person::getId)
        .findFirst();
  }

  private static boolean isCalled(Person person, String name) {
    return person.getId().toLowerCase(Locale.ROOT).equals(name)
        || Objects.requireNonNullElse(person.getContacts().get("email"), "")
            .toLowerCase(Locale.ROOT)
            .equals(name);
  }

  private static boolean isInvitation(Credential credential) {
    return credential.getKind().equals("invitation");
  }

  private static String accountId(String person) {
    return "account:" + person;
  }

  private static String invitationId(String person) {
    return "invitation:" + person;
  }
}
