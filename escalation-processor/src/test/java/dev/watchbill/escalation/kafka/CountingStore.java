package dev.watchbill.escalation.kafka;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that counts how often it is scanned. */
record CountingStore(KeyValueStore<Bytes, byte[]> real, AtomicInteger scans)
    implements KeyValueStore<Bytes, byte[]> {

  @Override
  public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
    scans.incrementAndGet();
    return real.range(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    scans.incrementAndGet();
    return real.all();
  }

  @Override
  public void put(Bytes key, byte[] value) {
    real.put(key, value);
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    return real.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    real.putAll(entries);
  }

  @Override
  public byte[] delete(Bytes key) {
    return real.delete(key);
  }

  @Override
  public byte[] get(Bytes key) {
    return real.get(key);
  }

  @Override
  public long approximateNumEntries() {
    return real.approximateNumEntries();
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public void init(
      org.apache.kafka.streams.processor.StateStoreContext context,
      org.apache.kafka.streams.processor.StateStore root) {
    real.init(context, root);
  }

  @Override
  @SuppressWarnings("deprecation") // The store's own contract.
  public void flush() {
    real.flush();
  }

  @Override
  public void close() {
    real.close();
  }

  @Override
  public boolean persistent() {
    return real.persistent();
  }

  @Override
  public boolean isOpen() {
    return real.isOpen();
  }
}
