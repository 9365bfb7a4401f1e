package dev.watchbill.ingest.mapping;

import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.mapping.Expression.Mistake;
import dev.watchbill.mapping.Mapper;
import dev.watchbill.mapping.Mapping;
import dev.watchbill.mapping.Presets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Mappings ready to run, each prepared once: an integration's own laid over a preset. */
public final class Mappings {
  /** Beyond this they are prepared anew: a roster has fewer in force at a time. */
  private static final int MOST = 1_000;

  private final Map<Source, Ready> ready = new ConcurrentHashMap<>();

  private record Source(String preset, String own) {}

  /** What became of a mapping. */
  sealed interface Ready {
    record Usable(Mapper mapper) implements Ready {}

    /**
     * A roster is checked before it is published; another version of Watchbill may have done it.
     */
    record Unusable(String sentence) implements Ready {}
  }

  Ready of(String preset, IntegrationSettings from) {
    if (ready.size() > MOST) {
      ready.clear();
    }
    return ready.computeIfAbsent(
        new Source(preset, from.mapping().orElse("")),
        source -> prepared(source.preset(), from.mapping()));
  }

  private static Ready prepared(String preset, Optional<String> own) {
    try {
      var below = Presets.of(preset).orElse(Mapping.EMPTY);
      // Plain JSON is guessed at only where the roster says nothing: a mapping of its own is whole.
      var base = preset.equals("json") && own.isPresent() ? Mapping.EMPTY : below;
      var mapping = own.map(json -> Mapping.ofJson(json).over(base)).orElse(base);
      return new Ready.Usable(Mapper.of(mapping));
    } catch (Mistake | IllegalArgumentException e) {
      return new Ready.Unusable("Expected a mapping that can be used, but " + e.getMessage());
    }
  }
}
