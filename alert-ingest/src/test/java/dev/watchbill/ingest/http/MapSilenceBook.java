package dev.watchbill.ingest.http;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.silence.SilenceBook;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Silence;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps silences in memory, and answers as a test says. */
final class MapSilenceBook implements SilenceBook {
  final Map<String, Silence> kept = new ConcurrentHashMap<>();
  final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
  volatile Appended answer = new Appended.Durable();

  Silence get(String id) {
    return Objects.requireNonNull(kept.get(id));
  }

  @Override
  public Optional<Silence> find(String id) {
    return Optional.ofNullable(kept.get(id));
  }

  @Override
  public List<Silence> all() {
    return List.copyOf(kept.values());
  }

  @Override
  public Appended keep(List<Silence> silences, AuditEntry entry) {
    if (answer instanceof Appended.Durable) {
      silences.forEach(silence -> kept.put(silence.getId(), silence));
      audit.add(entry);
    }
    return answer;
  }
}
