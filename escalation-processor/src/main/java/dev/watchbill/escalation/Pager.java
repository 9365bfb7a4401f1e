package dev.watchbill.escalation;

import dev.watchbill.escalation.Responder.Attempt;
import dev.watchbill.escalation.Responder.Fate;
import dev.watchbill.escalation.Responder.Pending;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pages people by their own rules, goes on to their next contact, and calls pages back. */
final class Pager {
  static final String INBOX = "inbox";

  private final Turn turn;
  private final List<String> everybody;

  private Pager(Turn turn, List<String> everybody) {
    this.turn = turn;
    this.everybody = everybody;
  }

  /** Pages the people of a step; whoever an earlier one chose is no longer asked. */
  static void pageStep(Turn turn, List<Steps.Paged> people, String why) {
    turn.responders.replaceAll(Responder::past);
    var names = people.stream().map(paged -> paged.chosen().person()).toList();
    var pager = new Pager(turn, names);
    people.forEach(paged -> pager.begin(paged, why));
    turn.responders.removeIf(r -> !r.current() && r.attempts().isEmpty());
  }

  /** Pages one more person, beside those who were. */
  static void pageAlso(Turn turn, Targets.Chosen chosen, String why) {
    var names = new ArrayList<>(turn.assignees());
    names.add(chosen.person());
    new Pager(turn, names).begin(new Steps.Paged(chosen, List.of()), why);
  }

  /** Uses a contact method whose time has come. */
  static void pageBy(Turn turn, Responder responder, String channel, String why) {
    new Pager(turn, turn.assignees()).send(responder, channel, why);
  }

  /** A contact failed for good: on to the next one. @return whether there was one */
  static boolean nextContact(Turn turn, Responder responder, String why) {
    var pager = new Pager(turn, turn.assignees());
    if (Departed.hasLeft(turn.directory, responder.person())) {
      turn.replace(responder.withPending(List.of()));
      return false;
    }
    if (!responder.pending().isEmpty()) {
      if (waits(turn, responder)) {
        return true;
      }
      var next = responder.pending().get(0);
      var rest = responder.pending().subList(1, responder.pending().size());
      pager.send(responder.withPending(rest), next.channel(), why);
      return true;
    }
    var untried = pager.untried(responder);
    var quiet = turn.quietUntil(responder.person());
    if (untried.isPresent() && quiet.isPresent()) {
      var later = new Pending(untried.get(), quiet.get());
      turn.replace(responder.withPending(List.of(later)));
      return true;
    }
    untried.ifPresent(channel -> pager.send(responder, channel, why));
    if (untried.isEmpty() && !responder.tried(INBOX)) {
      // Nobody may be looking there, so it counts as failed; but they will see that it was tried.
      var page = pager.emit(responder, INBOX, why + "; kept in the inbox");
      turn.replace(responder.withAttempt(new Attempt(page, INBOX, turn.now, Fate.FAILED)));
    }
    return untried.isPresent();
  }

  /** Whether their quiet hours have begun meanwhile: what isn't urgent goes on when they end. */
  static boolean waits(Turn turn, Responder responder) {
    var quiet = turn.quietUntil(responder.person());
    quiet.ifPresent(
        until -> turn.replace(responder.withPending(notBefore(turn, responder, until))));
    return quiet.isPresent();
  }

  private static List<Pending> notBefore(Turn turn, Responder responder, Instant until) {
    var wait = Duration.between(turn.now, until);
    return responder.pending().stream()
        .map(r ->
            r.due().isBefore(until)
                ? new Pending(r.channel(), later(r.due(), turn.now).plus(wait))
                : r)
        .toList();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Calls back what is still on its way to anybody. */
  static void cancelAll(Turn turn, String why) {
    for (var responder : List.copyOf(turn.responders)) {
      cancel(turn, responder, why);
    }
  }

  /**
   * Calls back what is still on its way to one person. What a provider took can't be, such as a
   * call that rings; but if it fails then, that is no reason to use another contact.
   */
  static void cancel(Turn turn, Responder responder, String why) {
    responder.waiting().forEach(attempt -> cancel(turn, responder, attempt, why));
    turn.replace(responder.withPending(List.of()).withAttempts(cancelled(responder)));
  }

  private static List<Attempt> cancelled(Responder responder) {
    return responder.attempts().stream()
        .map(a -> a.fate() == Fate.REACHED || a.isTrace() ? a : a.with(Fate.CANCELLED))
        .toList();
  }

  private static void cancel(Turn turn, Responder responder, Attempt attempt, String why) {
    turn.effect(
        new Effect.Page(
            Page.newBuilder()
                .setId(attempt.page())
                .setKind("cancel")
                .setPerson(responder.person())
                .setChannel(attempt.channel())
                .setAddress(addressOf(turn, responder.person(), attempt.channel()).orElse(""))
                .setIncident(Brief.stub(turn.brief))
                .setAt(turn.now)
                .setReason(why)
                .build()));
  }

  private void begin(Steps.Paged paged, String why) {
    var chosen = paged.chosen();
    var rules = notBefore(chosen, rules(turn.directory.person(chosen.person()), paged.via()));
    var later = rules.stream().filter(rule -> rule.due().isAfter(turn.now)).toList();
    var earlier = turn.responder(chosen.person()).map(r -> r.waiting().toList()).orElse(List.of());
    turn.responders.removeIf(r -> r.person().equals(chosen.person()));
    turn.responders.add(
        new Responder(chosen.person(), chosen.schedule(), chosen.why(), true, earlier, later));
    rules.stream()
        .filter(rule -> !rule.due().isAfter(turn.now))
        .forEach(rule -> send(turn.responder(chosen.person()).orElseThrow(), rule.channel(), why));
  }

  /** Low urgency waits until the person may be disturbed. */
  private List<Pending> notBefore(Targets.Chosen chosen, List<Pending> rules) {
    var quiet = turn.quietUntil(chosen.person());
    quiet.ifPresent(until ->
        turn.record(
            "not-paged",
            event ->
                event
                    .setPerson(chosen.person())
                    .setDeadline(until)
                    .setWhy(
                        "Not urgent: they asked not to be disturbed before "
                            + Words.moment(until, zoneOf(chosen.person())))));
    // All of them later, as far apart as they were: not everything at once in the morning.
    return quiet
        .map(until -> Duration.between(turn.now, until))
        .map(wait -> rules.stream().map(r -> new Pending(r.channel(), r.due().plus(wait))).toList())
        .orElse(rules);
  }

  private ZoneId zoneOf(String person) {
    return turn.directory
        .person(person)
        .map(it -> RosterSnapshot.zone(it.getTimezone()))
        .orElseGet(turn.directory::zone);
  }

  private List<Pending> rules(Optional<Person> person, List<String> via) {
    var own = person.map(this::ownRules).orElse(List.of());
    var asked = via.stream().map(channel -> new Pending(channel, turn.now)).toList();
    var wanted = asked.stream().filter(rule -> has(person, rule.channel())).toList();
    var usable =
        wanted.isEmpty() ? own.stream().filter(r -> has(person, r.channel())).toList() : wanted;
    return usable.isEmpty() ? List.of(new Pending(anyContact(person), turn.now)) : usable;
  }

  /** Where no rule of theirs works, any contact is better than none. */
  private String anyContact(Optional<Person> person) {
    return person.stream().flatMap(this::channelsOf).findFirst().orElse(INBOX);
  }

  private Stream<String> channelsOf(Person person) {
    return Contact.channels(person.getContacts().keySet(), turn.plan.isHighUrgency());
  }

  private List<Pending> ownRules(Person person) {
    var rules =
        turn.brief.getUrgency().equals("low") ? person.getNotifyLow() : person.getNotifyHigh();
    return rules.stream()
        .map(
            rule -> new Pending(rule.getVia(), turn.now.plusMillis(Math.max(0, rule.getAfterMs()))))
        .sorted(java.util.Comparator.comparing(Pending::due))
        .toList();
  }

  private static boolean has(Optional<Person> person, String channel) {
    return person.map(known -> addressOf(known, channel)).orElse(Optional.empty()).isPresent();
  }

  private Optional<String> untried(Responder responder) {
    return turn.directory.person(responder.person()).stream()
        .flatMap(this::channelsOf)
        .filter(channel -> !responder.tried(channel))
        .findFirst();
  }

  private void send(Responder responder, String channel, String why) {
    var page = emit(responder, channel, why);
    var receiptBy = turn.now.plus(turn.directory.limits().receiptPatience());
    turn.replace(responder.withAttempt(new Attempt(page, channel, receiptBy, Fate.WAITING)));
    turn.counts.people.add(responder.person());
    cost(responder.person());
    if (turn.counts.firstPaged == null) {
      turn.counts.firstPaged = turn.now;
    }
  }

  private void cost(String person) {
    turn.counts.cost(person, Toll::paged);
    turn.directory
        .person(person)
        .flatMap(known -> Nights.brokenAt(known, turn.now))
        .ifPresent(night -> turn.counts.cost(person, toll -> toll.woken(night)));
  }

  private String emit(Responder responder, String channel, String why) {
    var id = turn.id() + "." + ++turn.counts.pages;
    var step = turn.phase instanceof Phase.Paging p ? p.step() : 0;
    var others = everybody.stream().filter(other -> !other.equals(responder.person())).toList();
    var until = turn.phase instanceof Phase.Paging p ? p.due() : null;
    var path = turn.path();
    turn.effect(
        new Effect.Page(
            Page.newBuilder()
                .setId(id)
                .setPerson(responder.person())
                .setChannel(channel)
                .setAddress(addressOf(turn, responder.person(), channel).orElse(""))
                .setIncident(Publication.brief(turn))
                .setAt(turn.now)
                .setNotAfter(notAfter(until))
                .setStep(step)
                .setReason(responder.why())
                .setChange(why)
                .setText(Messages.page(turn, responder, others, why, path))
                .setPatienceUntil(until)
                .setPath(path)
                .setOthers(others)
                .build()));
    turn.record(
        "paged",
        event ->
            event
                .setStep(step)
                .setPerson(responder.person())
                .setChannel(channel)
                .setPage(id)
                .setWhy(responder.why().equals(why) ? why : responder.why() + "; " + why));
    return id;
  }

  private Instant notAfter(@Nullable Instant until) {
    var receipt = turn.now.plus(turn.directory.limits().receiptPatience());
    var latest = until == null || until.isBefore(receipt) ? receipt : until;
    var least = turn.now.plus(Duration.ofSeconds(30));
    return latest.isBefore(least) ? least : latest;
  }

  private static Optional<String> addressOf(Turn turn, String person, String channel) {
    return turn.directory.person(person).flatMap(known -> addressOf(known, channel));
  }

  private static Optional<String> addressOf(Person person, String channel) {
    return channel.equals(INBOX)
        ? Optional.of(person.getId())
        : Optional.ofNullable(person.getContacts().get(Contact.of(channel)));
  }
}
