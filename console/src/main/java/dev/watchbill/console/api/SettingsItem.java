package dev.watchbill.console.api;

import dev.watchbill.console.readiness.Channels;
import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.NotifyRule;
import dev.watchbill.schemas.OwnContact;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.PersonSettings;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How somebody is reached: by the roster's word, or their own where they have one.
 *
 * @param high how they are reached by what is urgent
 * @param version another one whenever they set anything; 0: they never did
 */
public record SettingsItem(
    String person,
    List<Contact> contacts,
    Notify high,
    Notify low,
    Quiet doNotDisturb,
    long version) {

  /**
   * One address.
   *
   * @param own whether the person set it; else it is the roster's
   * @param verifiedAt null: the roster's, or not verified yet
   * @param awaitsCode whether a code was sent there and can be confirmed now
   * @param inUse whether pages go there
   */
  public record Contact(
      String kind,
      String address,
      boolean own,
      @Nullable Instant verifiedAt,
      boolean awaitsCode,
      boolean inUse) {}

  /**
   * Rules for one urgency.
   *
   * @param works whether a page of this urgency would be sent by one of them; else any contact they
   *     have is used, and at last the inbox
   */
  public record Notify(boolean own, List<Rule> rules, boolean works) {}

  /**
   * One rule.
   *
   * @param works whether they have a contact for it, and the channel is set up here
   */
  public record Rule(String via, String after, boolean works) {}

  /** When what isn't urgent waits, in their own zone. */
  public record Quiet(boolean own, List<Hours> hours) {}

  /**
   * Local hours.
   *
   * @param days empty: every day
   */
  public record Hours(List<String> days, String from, String to) {}

  /**
   * How somebody is reached now.
   *
   * @param person with their own word
   * @param own what they set; null: nothing
   */
  static SettingsItem of(
      Person person, @Nullable PersonSettings own, Channels channels, Instant now) {
    return new SettingsItem(
        person.getId(),
        contacts(person, own, now),
        notify(
            person, person.getNotifyHigh(), own != null && own.getNotifyHigh() != null, channels),
        notify(person, person.getNotifyLow(), own != null && own.getNotifyLow() != null, channels),
        new Quiet(
            own != null && own.getDoNotDisturb() != null,
            person.getDoNotDisturb().stream().map(SettingsItem::hours).toList()),
        version(own));
  }

  static long version(@Nullable PersonSettings own) {
    return own == null ? 0 : own.getSetAt().toEpochMilli();
  }

  private static List<Contact> contacts(Person person, @Nullable PersonSettings own, Instant now) {
    var set = own == null ? List.<OwnContact>of() : own.getContacts();
    var inUse =
        person.getContacts().entrySet().stream()
            .map(contact -> inUse(contact.getKey(), contact.getValue(), set));
    var open =
        set.stream()
            .filter(contact -> contact.getVerifiedAt() == null)
            .map(contact ->
                new Contact(
                    contact.getKind(),
                    contact.getAddress(),
                    true,
                    null,
                    OwnSettings.isOpen(contact, now),
                    false));
    return Stream.concat(inUse, open)
        .sorted(Comparator.comparing(Contact::kind).thenComparing(Contact::inUse))
        .toList();
  }

  private static Contact inUse(String kind, String address, List<OwnContact> set) {
    Optional<Instant> verified =
        set.stream()
            .filter(one -> one.getKind().equals(kind) && one.getAddress().equals(address))
            .flatMap(one -> Stream.ofNullable(one.getVerifiedAt()))
            .findFirst();
    return new Contact(kind, address, verified.isPresent(), verified.orElse(null), false, true);
  }

  private static Notify notify(
      Person person, List<NotifyRule> rules, boolean own, Channels channels) {
    var shown =
        rules.stream()
            .map(rule ->
                new Rule(
                    rule.getVia(),
                    Rules.after(rule.getAfterMs()),
                    channels.reaches(person, rule.getVia())))
            .toList();
    return new Notify(own, shown, shown.stream().anyMatch(Rule::works));
  }

  private static Hours hours(HoursWindow window) {
    return new Hours(window.getDays(), window.getFrom(), window.getTo());
  }
}
