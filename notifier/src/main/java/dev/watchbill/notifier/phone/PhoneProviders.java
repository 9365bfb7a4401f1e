package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.delivery.Breaker;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.ProviderTrouble;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The providers that were set up, tried one after another in the order that the roster has for a
 * page: its person's, its region's, the organisation's. One that fails again and again is passed
 * over for a while.
 */
public final class PhoneProviders {
  /** Within what an attempt may take, the next one must still have its turn. */
  public static final Duration EACH = Duration.ofMillis(4_500);

  /**
   * How many requests may be under way at once: a thousand pages leave within some seconds, and a
   * provider that finds it too many says so with 429, which is obeyed.
   */
  static final int AT_ONCE = 80;

  private final Map<String, PhoneProvider> providers = new LinkedHashMap<>();
  private final Map<String, Breaker> breakers = new LinkedHashMap<>();
  private final Supplier<RosterSnapshot> roster;

  /**
   * @param channel for what is said about it
   */
  public PhoneProviders(String channel, List<PhoneProvider> all, Supplier<RosterSnapshot> roster) {
    this(channel, all, roster, ProviderTrouble.UNHEARD);
  }

  /**
   * The same.
   *
   * @param trouble hears when one of them can't be used
   */
  public PhoneProviders(
      String channel,
      List<PhoneProvider> all,
      Supplier<RosterSnapshot> roster,
      ProviderTrouble trouble) {
    this.roster = roster;
    for (var provider : all) {
      providers.put(provider.name(), provider);
      breakers.put(provider.name(), new Breaker(provider.name() + "-" + channel, trouble));
    }
  }

  /** Asks one provider after another, until one takes it. */
  Delivery attempt(Page page, Function<PhoneProvider, Delivery> ask) {
    var failed = new ArrayList<Delivery>();
    for (var provider : order(page)) {
      var breaker = breakers.get(provider.name());
      var delivery =
          breaker == null ? ask.apply(provider) : breaker.attempt(() -> ask.apply(provider));
      if (delivery instanceof Delivery.Delivered) {
        return delivery;
      }
      failed.add(delivery);
    }
    return worst(failed);
  }

  /** One that may still work keeps the page from being given up. */
  private static Delivery worst(List<Delivery> failed) {
    var why = failed.stream().map(PhoneProviders::reason).collect(Collectors.joining("; "));
    var retryable =
        failed.stream()
            .filter(Delivery.Retryable.class::isInstance)
            .map(Delivery.Retryable.class::cast)
            .toList();
    if (retryable.isEmpty()) {
      return Delivery.refused(why.isEmpty() ? "no provider is set up" : why);
    }
    var soonest =
        retryable.stream()
            .flatMap(it -> it.after().stream())
            .min(Comparator.naturalOrder())
            .filter(it -> retryable.stream().allMatch(one -> one.after().isPresent()));
    return new Delivery.Retryable(why, soonest);
  }

  private static String reason(Delivery delivery) {
    return switch (delivery) {
      case Delivery.Delivered delivered -> "";
      case Delivery.Retryable retryable -> retryable.reason();
      case Delivery.Refused refused -> refused.reason();
    };
  }

  /** Those that the roster doesn't name come last: a page is better sent by them than not. */
  List<PhoneProvider> order(Page page) {
    var named = named(page).stream().filter(providers::containsKey).distinct().toList();
    var all = new ArrayList<PhoneProvider>();
    named.forEach(name -> Optional.ofNullable(providers.get(name)).ifPresent(all::add));
    providers.values().stream().filter(it -> !all.contains(it)).forEach(all::add);
    return all;
  }

  private List<String> named(Page page) {
    var now = roster.get();
    var own =
        Optional.ofNullable(now.people().get(page.getPerson()))
            .map(Person::getPhoneOrder)
            .filter(order -> !order.isEmpty());
    var organization = now.organization();
    return own.or(() -> region(page, now).flatMap(it -> ofRegion(organization, it)))
        .orElseGet(organization::getPhoneOrder);
  }

  private static Optional<String> region(Page page, RosterSnapshot roster) {
    var incident = page.getIncident();
    return Optional.ofNullable(incident.getRegion())
        .or(() ->
            Optional.ofNullable(incident.getTeam())
                .flatMap(team -> Optional.ofNullable(roster.teams().get(team)))
                .map(Team::getRegion));
  }

  private static Optional<List<String>> ofRegion(Organization organization, String region) {
    return Optional.ofNullable(organization.getPhoneRegions().get(region))
        .filter(order -> !order.isEmpty());
  }
}
