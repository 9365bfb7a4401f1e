package dev.watchbill.launcher.simulate;

import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of pages: delivered at once, unless the file says otherwise. */
final class Providers {
  private final Set<String> told = new HashSet<>();
  private final List<Happening.Rule> rules = new ArrayList<>();

  /** Of the pages that the file names it says later what became. */
  Providers(List<Happening> happenings) {
    happenings.stream()
        .filter(Happening.Fate.class::isInstance)
        .forEach(fate -> told.add(((Happening.Fate) fate).receipt().getPage()));
  }

  /** From now on this becomes of pages it holds for. */
  void follow(Happening.Rule rule) {
    rules.addFirst(rule);
  }

  /** What is said of a page at once; empty: nothing. */
  Optional<Receipt> receiptOf(Page page, Instant now) {
    if (told.contains(page.getId())) {
      return Optional.empty();
    }
    var rule =
        rules.stream()
            .filter(known -> known.holdsFor(page.getPerson(), page.getChannel()))
            .findFirst();
    return rule.filter(Happening.Rule::isSilence).isPresent()
        ? Optional.empty()
        : Optional.of(receipt(page, rule.map(Happening.Rule::outcome), now));
  }

  private static Receipt receipt(Page page, Optional<Receipt> known, Instant now) {
    return Receipt.newBuilder(
            known.orElseGet(() -> Receipt.newBuilder().setOutcome("delivered").build()))
        .setId("receipt-of-" + page.getId())
        .setPage(page.getId())
        .setIncident(page.getIncident().getId())
        .setService(page.getIncident().getService())
        .setPerson(page.getPerson())
        .setChannel(page.getChannel())
        .setAt(now)
        .build();
  }
}
