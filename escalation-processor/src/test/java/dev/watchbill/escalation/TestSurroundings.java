package dev.watchbill.escalation;

import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.silence.Silences;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a test says is going on. */
final class TestSurroundings implements Surroundings {
  final Silences silences = new Silences();
  final Map<String, ServiceStatus> statuses = new HashMap<>();
  final Map<String, Availability> availabilities = new HashMap<>();

  final Map<String, PersonSettings> settings = new HashMap<>();
  final Map<String, Hearing> heard = new HashMap<>();

  void heard(String integration, Instant at) {
    heard.compute(
        integration, (name, known) -> known == null ? Hearing.first(at) : known.again(at));
  }

  @Override
  public Optional<Hearing> heard(String integration) {
    return Optional.ofNullable(heard.get(integration));
  }

  @Override
  public Optional<PersonSettings> settings(String person) {
    return Optional.ofNullable(settings.get(person));
  }

  @Override
  public Optional<Silence> silence(
      String service, Optional<String> team, Map<String, String> labels, Instant at) {
    return silences.covering(service, team, labels, at);
  }

  @Override
  public boolean hasSilences() {
    return !silences.isEmpty();
  }

  @Override
  public Optional<ServiceStatus> status(String service) {
    return Optional.ofNullable(statuses.get(service));
  }

  @Override
  public Optional<Availability> availability(String person) {
    return Optional.ofNullable(availabilities.get(person));
  }
}
