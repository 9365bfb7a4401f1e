package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.delivery.ProviderTrouble;
import dev.watchbill.notifier.notices.TroubleNotices;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes notices about providers that can't be used, once an hour for each, beside whatever hears
 * of it: nobody's page waits for that.
 */
final class TroubleLog implements ProviderTrouble {
  private static final Logger LOG = LoggerFactory.getLogger(TroubleLog.class);

  private final Producer<String, byte[]> producer;
  private final Topic<Page> pages;
  private final Serializer<Page> serializer;
  private final InstantSource clock;
  private final Map<String, Instant> told = new ConcurrentHashMap<>();
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
  public void isTold(String provider, String why) {
    var whom = notices;
    var now = clock.instant();
    var hour = now.truncatedTo(ChronoUnit.HOURS);
    if (whom != null && !hour.equals(told.put(provider, hour))) {
      Thread.ofVirtual()
          .name("notifier-trouble")
          .start(() -> write(provider, whom.get().of(provider, why, now)));
    }
  }

  private void write(String provider, List<Page> all) {
    if (all.isEmpty()) {
      told.remove(provider);
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
                    forget(provider, problem);
                  }
                });
      }
      LOG.atInfo().addKeyValue("provider", provider).log("admins are told of a provider's trouble");
    } catch (KafkaException e) {
      forget(provider, e);
    }
  }

  private void forget(String provider, Exception problem) {
    told.remove(provider);
    LOG.atWarn().addKeyValue("provider", provider).setCause(problem).log("notice not written");
  }
}
