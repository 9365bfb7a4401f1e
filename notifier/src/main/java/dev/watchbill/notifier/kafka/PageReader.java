package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.delivery.PageDesk;
import dev.watchbill.notifier.delivery.Taken;
import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Gives one channel's pages to its desk, and cancellations before them. */
final class PageReader implements RecordReader<Page> {
  private static final String CANCEL = "cancel";
  private static final Duration LOOK_BACK = Duration.ofSeconds(90);

  private final PageDesk desk;
  private final Predicate<Page> ours;
  private final PastReceipts history;
  private final IncidentTraces traces;
  private final Set<String> finished = new HashSet<>();
  private final Set<String> called = new HashSet<>();

  /**
   * @param ours which pages this channel answers for
   */
  PageReader(PageDesk desk, Predicate<Page> ours, PastReceipts history, IncidentTraces traces) {
    this.desk = desk;
    this.ours = ours;
    this.history = history;
    this.traces = traces;
  }

  @Override
  public void resume(Instant since) {
    // What filled its person's slots, or engages their phone, counts too.
    history
        .since(since.minus(LOOK_BACK))
        .forEach(receipt -> {
          finished.add(receipt.getPage());
          desk.remember(receipt);
        });
  }

  @Override
  public void ahead(List<Page> batch) {
    called.clear();
    batch.stream().filter(PageReader::isCancel).map(Page::getId).forEach(this::call);
  }

  @Override
  public Taken take(Page page, Runnable done) {
    traces.tell(page.getIncident().getId());
    if (isCancel(page) || !ours.test(page) || finished.remove(page.getId())) {
      done.run();
      return Taken.DONE;
    }
    return desk.take(page, called.contains(page.getId()), done);
  }

  private void call(String page) {
    called.add(page);
    desk.cancel(page);
  }

  private static boolean isCancel(Page page) {
    return page.getKind().equals(CANCEL);
  }
}
