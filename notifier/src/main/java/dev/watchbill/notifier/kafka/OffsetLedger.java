package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.delivery.Taken;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records of each partition are finished. Only what has nothing unfinished before it may be
 * committed, so that a crash repeats rather than loses.
 */
final class OffsetLedger {
  private final Map<TopicPartition, Book> books = new HashMap<>();

  /** One partition. {@code next} is the offset behind the newest record that was taken. */
  private static final class Book {
    final TreeMap<Long, Taken> open = new TreeMap<>();
    long next;
    long committed = -1;

    long position() {
      return open.isEmpty() ? next : open.firstKey();
    }
  }

  /** A record is begun; its {@link Taken} follows when it is known. */
  synchronized void begin(TopicPartition partition, long offset) {
    var book = books.computeIfAbsent(partition, p -> new Book());
    book.open.put(offset, Taken.DONE);
    book.next = offset + 1;
  }

  /** What can be given up of a record that isn't finished yet. */
  synchronized void taken(TopicPartition partition, long offset, Taken taken) {
    var book = books.get(partition);
    if (book != null) {
      book.open.computeIfPresent(offset, (o, unknown) -> taken);
    }
  }

  synchronized void finish(TopicPartition partition, long offset) {
    var book = books.get(partition);
    if (book != null) {
      book.open.remove(offset);
    }
  }

  /** How many records are begun and not finished. */
  synchronized int unfinished() {
    return books.values().stream().mapToInt(book -> book.open.size()).sum();
  }

  /** What may be committed and wasn't yet. */
  synchronized Map<TopicPartition, OffsetAndMetadata> committable() {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    books.forEach((partition, book) -> {
      if (book.position() > book.committed) {
        offsets.put(partition, new OffsetAndMetadata(book.position()));
      }
    });
    return offsets;
  }

  synchronized void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) -> {
      var book = books.get(partition);
      if (book != null) {
        book.committed = offset.offset();
      }
    });
  }

  /** The partition has gone to another process: what isn't sent yet is its business now. */
  synchronized void drop(TopicPartition partition) {
    var book = books.remove(partition);
    if (book != null) {
      book.open.values().forEach(Taken::abandon);
    }
  }

  /** Whether anything of a partition was taken since it came to us. */
  synchronized boolean knows(TopicPartition partition) {
    return books.containsKey(partition);
  }

  /** Everything unfinished is given up. */
  synchronized void dropAll() {
    books.values().forEach(book -> book.open.values().forEach(Taken::abandon));
    books.clear();
  }
}
