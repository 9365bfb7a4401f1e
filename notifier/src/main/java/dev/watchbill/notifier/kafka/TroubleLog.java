package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.delivery.ProviderTrouble;
import dev.watchbill.notifier.notices.TroubleNotices;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes notices about providers that can't be used, once an hour for each trouble of each, beside
 * whatever hears of it: nobody's page waits for that.
 */
final class TroubleLog implements ProviderTrouble {
  private static final Logger LOG = LoggerFactory.getLogger(TroubleLog.class);

  /** How long one trouble isn't told again. */
  private static final Duration REST = Duration.ofHours(1);

  /** What is told of: another trouble of the same provider is news. */
  private record What(String provider, String why) {}

  private final Producer<String, byte[]> producer;
  private final Topic<Page> pages;
  private final Serializer<Page> serializer;
  private final InstantSource clock;
  private final Map<What, Instant> told = new HashMap<>();
  private volatile @Nullable Supplier<TroubleNotices> notices;

  /**
   * @param producer stays the caller's
   */
  TroubleLog(
      Producer<String, byte[]> producer,
      Topic<Page> pages,
      Serializer<Page> serializer,
      InstantSource clock) {
    this.producer = producer;
    this.pages = pages;
    this.serializer = serializer;
    this.clock = clock;
  }

  /** From now on; before it is known whom to tell, nobody is told. */
  void tell(Supplier<TroubleNotices> whom) {
    notices = whom;
  }

  @Override
  public void isTold(String provider, String why, String last) {
    var whom = notices;
    var now = clock.instant();
    var what = new What(TroubleNotices.name(provider), why);
    if (whom != null && isDue(what, now)) {
      Thread.ofVirtual()
          .name("notifier-trouble")
          .start(() -> write(what, whom.get().of(provider, why, last, now)));
    }
  }

  private synchronized boolean isDue(What what, Instant now) {
    told.values().removeIf(at -> !at.plus(REST).isAfter(now));
    return told.putIfAbsent(what, now) == null;
  }

  private synchronized void forget(What what) {
    told.remove(what);
  }

  private void write(What what, List<Page> all) {
    if (all.isEmpty()) {
      forget(what);
      return;
    }
    try {
      for (var page : all) {
        var bytes = serializer.serialize(pages.name(), page);
        var _ =
            producer.send(
                new ProducerRecord<>(pages.name(), page.getPerson(), bytes),
                (written, problem) -> {
                  if (problem != null) {
                    forget(what, problem);
                  }
                });
      }
      LOG.atInfo()
          .addKeyValue("provider", what.provider())
          .log("admins are told of a provider's trouble");
    } catch (KafkaException e) {
      forget(what, e);
    }
  }

  private void forget(What what, Exception problem) {
    forget(what);
    LOG.atWarn()
        .addKeyValue("provider", what.provider())
        .setCause(problem)
        .log("notice not written");
  }
}
