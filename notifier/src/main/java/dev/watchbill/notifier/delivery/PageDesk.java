package dev.watchbill.notifier.delivery;

import dev.watchbill.notifier.delivery.Waiting.Told;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.text.Counted;
import dev.watchbill.schemas.trace.Trace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers pages over one channel, and gives each exactly one end result. Pages of one incident to
 * one person go out in order; nobody else's wait for them. A cancellation overtakes every page that
 * hasn't been sent yet.
 */
public final class PageDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PageDesk.class);
  private static final int REMEMBERED = 10_000;

  private final PersonChannel channel;
  private final Receipts receipts;
  private final InstantSource clock;
  private final NotifierMetrics metrics;
  private final PageLimit limit;
  private final Telling telling;
  private final Lanes lanes;
  private final Map<String, Errand> errands = new ConcurrentHashMap<>();
  private final Set<String> settled =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  public PageDesk(
      PersonChannel channel,
      RetryLadder ladder,
      PageLimit limit,
      Receipts receipts,
      InstantSource clock,
      NotifierMetrics metrics) {
    this(channel, ladder, limit, receipts, ProviderTrouble.UNHEARD, clock, metrics);
  }

  /**
   * The same.
   *
   * @param trouble hears when the provider can't be used
   */
  public PageDesk(
      PersonChannel channel,
      RetryLadder ladder,
      PageLimit limit,
      Receipts receipts,
      ProviderTrouble trouble,
      InstantSource clock,
      NotifierMetrics metrics) {
    this.channel = channel;
    this.receipts = receipts;
    this.clock = clock;
    this.metrics = metrics;
    this.limit = limit;
    telling =
        new Telling(
            channel,
            new Attempts(
                ladder,
                clock,
                new ProviderServers(channel.name(), channel.atOnce(), heard(trouble))),
            limit,
            clock,
            metrics);
    lanes = new Lanes("pages-" + channel.name());
    metrics.waiting(channel.name(), errands::size);
  }

  private ProviderTrouble heard(ProviderTrouble trouble) {
    return channel.tellsOfTrouble() ? ProviderTrouble.UNHEARD : trouble;
  }

  /**
   * Takes a page on and returns at once.
   *
   * @param calledBack whether its cancellation is already known
   * @param done called once its receipt is safe
   */
  public Taken take(Page page, boolean calledBack, Runnable done) {
    var errand = new Errand();
    if (calledBack) {
      errand.cancel();
    }
    errands.put(page.getId(), errand);
    lanes.run(page.getIncident().getId() + "\n" + page.getPerson(), () -> work(page, errand, done));
    return errand;
  }

  /** Calls a page back, if it is still here and not sent. */
  public void cancel(String page) {
    Optional.ofNullable(errands.get(page)).ifPresent(Errand::cancel);
  }

  /** Takes note of a page that had its end result before: its message still fills a slot. */
  public void remember(Receipt receipt) {
    var person = receipt.getPerson();
    if (receipt.getChannel().equals(channel.name())
        && person != null
        && !Notices.isAbout(receipt)
        && Outcome.hasReached(receipt.getOutcome())) {
      var summary = receipt.getSummary();
      var message = summary == null ? receipt.getPage() : summary;
      limit.remember(person, message, receipt.getPage(), receipt.getService(), receipt.getAt());
    }
  }

  /** Gives up what waits, and lets what is under way finish, but not for long. */
  @Override
  public void close() {
    errands.values().forEach(Errand::abandon);
    telling.abandon();
    lanes.close(Duration.ofMillis(1500));
  }

  private void work(Page page, Errand errand, Runnable done) {
    try {
      // A page that came back to us while its attempt was still under way.
      if (settled.contains(page.getId()) || deliver(page, errand)) {
        done.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      errands.remove(page.getId(), errand);
    }
  }

  private boolean deliver(Page page, Errand errand) throws InterruptedException {
    var told = telling.tell(page, errand);
    if (told.isPresent()) {
      settle(page, told.get());
    }
    return told.isPresent();
  }

  private void settle(Page page, Told told) throws InterruptedException {
    var receipt = receipt(page, told);
    receipts.report(receipt);
    settled.add(page.getId());
    Trace.current().age(clock.instant()).ifPresent(age -> metrics.aged("receipt", age));
    metrics.settled(
        channel.name(), receipt.getOutcome(), Duration.ofMillis(receipt.getLatencyMs()));
    LOG.atInfo()
        .addKeyValue("page", page.getId())
        .addKeyValue("incident", page.getIncident().getId())
        .addKeyValue("person", page.getPerson())
        .addKeyValue("channel", page.getChannel())
        .addKeyValue("outcome", receipt.getOutcome())
        .addKeyValue("attempts", receipt.getAttempts())
        .addKeyValue("reason", receipt.getReason())
        .log("page settled");
  }

  private Receipt receipt(Page page, Told told) {
    var now = clock.instant();
    var outcome = told.result().outcome();
    return Receipt.newBuilder()
        // The same for the same page, so that a repeat after a crash can be told from news.
        .setId(page.getId() + "/" + outcome.word())
        .setPage(page.getId())
        .setIncident(page.getIncident().getId())
        .setService(page.getIncident().getService())
        .setPerson(page.getPerson())
        .setChannel(page.getChannel())
        .setOutcome(outcome.word())
        .setPermanent(outcome.permanent())
        .setReason(reason(told))
        .setAt(now)
        .setLatencyMs(Math.max(0, Duration.between(page.getAt(), now).toMillis()))
        .setAttempts(told.result().attempts())
        // A message about several incidents doesn't follow one of them.
        .setProviderRef(told.summary().isPresent() ? null : outcome.ref().orElse(null))
        .setSummary(told.summary().orElse(null))
        .build();
  }

  private static String reason(Told told) {
    var reason = told.result().outcome().reason();
    var together =
        "told of in one message with %s, as there were too many pages in a minute"
            .formatted(Counted.of(told.others(), "other"));
    return told.summary().isEmpty()
        ? reason
        : reason.isEmpty() ? together : together + ": " + reason;
  }
}
