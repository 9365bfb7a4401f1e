package dev.watchbill.escalation;

import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.Person;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Whom the organisation's fallback names, and every way to reach them. */
public final class Fallback {
  private Fallback() {}

  /**
   * One way to reach one person.
   *
   * @param why one sentence, without full stop: why this person
   */
  public record Way(String person, String channel, String address, String why) {}

  /** All ways to reach everybody it names now; where it names nobody, the admins, or everybody. */
  public static List<Way> at(Directory directory, Instant now) {
    var plan = directory.fallback(Severity.CRITICAL, "").plan();
    var named = Targets.everybodyIn(plan, directory, "", now).people();
    var people =
        named.isEmpty()
            ? directory.lastResort().stream()
                .map(person -> new Targets.Chosen(person, null, "the last resort"))
                .toList()
            : named;
    return people.stream().flatMap(chosen -> ways(directory, chosen)).toList();
  }

  private static Stream<Way> ways(Directory directory, Targets.Chosen chosen) {
    return directory.person(chosen.person()).stream()
        .flatMap(person ->
            channels(person)
                .map(channel ->
                    new Way(chosen.person(), channel, address(person, channel), chosen.why())));
  }

  /** By their own rules for what is urgent, all at once; else by all their contacts. */
  private static Stream<String> channels(Person person) {
    var contacts = person.getContacts();
    var own =
        person.getNotifyHigh().stream()
            .map(NotifyRule::getVia)
            .filter(via -> contacts.containsKey(Contact.of(via)))
            .distinct()
            .toList();
    var all = own.isEmpty() ? Contact.channels(contacts.keySet(), true).toList() : own;
    return Stream.concat(
        all.stream().filter(channel -> !channel.equals(Pager.INBOX)), Stream.of(Pager.INBOX));
  }

  private static String address(Person person, String channel) {
    return channel.equals(Pager.INBOX)
        ? person.getId()
        : String.valueOf(person.getContacts().get(Contact.of(channel)));
  }
}
