package dev.watchbill.escalation;

import dev.watchbill.schemas.Incident;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A memory in maps. */
public final class MapMemory implements Memory {
  public final Map<String, Escalation> incidents = new LinkedHashMap<>();
  public final Map<String, AlertSignal> alerts = new LinkedHashMap<>();
  public final Map<String, String> groups = new HashMap<>();
  public final Map<String, ServiceLog> services = new HashMap<>();
  public final Map<String, Plan> plans = new HashMap<>();
  public final Map<String, Instant> heard = new HashMap<>();
  public final Map<String, Incident> published = new HashMap<>();
  public Pauses pauses = Pauses.NONE;

  void keep(Effect effect) {
    if (effect instanceof Effect.Keep keep) {
      keep(keep);
    }
  }

  private void keep(Effect.Keep keep) {
    switch (keep) {
      case Effect.KeepIncident kept -> incidents.put(kept.incident().id(), kept.incident());
      case Effect.KeepAlert kept -> alerts.put(key(kept.alert()), kept.alert());
      case Effect.KeepService kept -> services.put(kept.service().service(), kept.service());
      case Effect.KeepGroup kept ->
          groups.put(kept.service() + "\0" + kept.groupKey(), kept.incident());
      case Effect.ForgetGroup gone -> groups.remove(gone.service() + "\0" + gone.groupKey());
      case Effect.KeepPlan kept -> plans.put(kept.plan().hash(), kept.plan());
      case Effect.KeepHeard kept -> heard.put(kept.integration(), kept.at());
      case Effect.ForgetAlerts gone ->
          alerts.values().removeIf(alert -> alert.incident().equals(gone.incident()));
      case Effect.ForgetIncident gone -> {
        incidents.remove(gone.incident());
        published.remove(gone.incident());
      }
      case Effect.Publish publish -> published.put(publish.incident().getId(), publish.incident());
    }
  }

  private static String key(AlertSignal alert) {
    return String.join("\0", alert.incident(), alert.integration(), alert.key());
  }

  @Override
  public Optional<Escalation> incident(String id) {
    return Optional.ofNullable(incidents.get(id));
  }

  @Override
  public Optional<String> incidentOf(String service, String groupKey) {
    return Optional.ofNullable(groups.get(service + "\0" + groupKey));
  }

  @Override
  public ServiceLog service(String id) {
    return services.getOrDefault(id, ServiceLog.quiet(id));
  }

  @Override
  public Optional<AlertSignal> alert(String incident, String integration, String key) {
    return Optional.ofNullable(alerts.get(String.join("\0", incident, integration, key)));
  }

  @Override
  public Stream<AlertSignal> alerts(String incident) {
    return alerts.values().stream().filter(alert -> alert.incident().equals(incident));
  }

  @Override
  public Plan plan(String hash) {
    return Objects.requireNonNull(plans.get(hash));
  }

  @Override
  public Optional<Instant> heard(String integration) {
    return Optional.ofNullable(heard.get(integration));
  }

  @Override
  public Pauses pauses() {
    return pauses;
  }

  @Override
  public Optional<Incident> published(String incident) {
    return Optional.ofNullable(published.get(incident));
  }
}
