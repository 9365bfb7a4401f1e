package dev.watchbill.escalation.kafka;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that lives as long as its simulation. Kafka's own copies all keys for each
 * scan, and a simulated year scans its deadlines half a million times.
 */
@SuppressWarnings("NullAway") // Kafka's contract: null is "not there", and "from the first".
final class SortedStore implements KeyValueStore<Bytes, byte[]>, KeyValueBytesStoreSupplier {
  private final String name;
  private final ConcurrentNavigableMap<Bytes, byte[]> entries = new ConcurrentSkipListMap<>();
  private boolean open;

  SortedStore(String name) {
    this.name = name;
  }

  /** The first key that is there. */
  Optional<Bytes> first() {
    var first = entries.firstEntry();
    return first == null ? Optional.empty() : Optional.of(first.getKey());
  }

  @Override
  public byte[] get(Bytes key) {
    return entries.get(key);
  }

  @Override
  public void put(Bytes key, byte @Nullable [] value) {
    if (value == null) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    return entries.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> all) {
    all.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    return entries.remove(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
    var tail = from == null ? entries : entries.tailMap(from, true);
    return new Entries(to == null ? tail : tail.headMap(to, true));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return new Entries(entries);
  }

  @Override
  public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
      P prefix, S serializer) {
    var from = Bytes.wrap(serializer.serialize(name, prefix));
    return new Entries(entries.subMap(from, true, beyond(from), false));
  }

  /** The first key that doesn't begin with the prefix; our prefixes end with a separator, 0. */
  private static Bytes beyond(Bytes prefix) {
    var next = prefix.get().clone();
    next[next.length - 1]++;
    return Bytes.wrap(next);
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> put(Bytes.wrap(key), value));
    open = true;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public KeyValueStore<Bytes, byte[]> get() {
    return this;
  }

  @Override
  public String metricsScope() {
    return "simulated";
  }

  /** Sees what is put while it goes on, as a scan of a store may. */
  private static final class Entries implements KeyValueIterator<Bytes, byte[]> {
    private final Iterator<Map.Entry<Bytes, byte[]>> entries;

    Entries(ConcurrentNavigableMap<Bytes, byte[]> from) {
      entries = from.entrySet().iterator();
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      var entry = entries.next();
      return KeyValue.pair(entry.getKey(), entry.getValue());
    }

    @Override
    public Bytes peekNextKey() {
      throw new UnsupportedOperationException("Nobody looks ahead here");
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
