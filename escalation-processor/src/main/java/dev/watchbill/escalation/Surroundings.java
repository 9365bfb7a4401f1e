package dev.watchbill.escalation;

import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.Silence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What else is known beside the roster and its shifts when something is decided. */
public interface Surroundings {
  /** Nothing is going on. */
  Surroundings NONE =
      new Surroundings() {
        @Override
        public Optional<Silence> silence(
            String service, Optional<String> team, Map<String, String> labels, Instant at) {
          return Optional.empty();
        }

        @Override
        public boolean hasSilences() {
          return false;
        }

        @Override
        public Optional<ServiceStatus> status(String service) {
          return Optional.empty();
        }

        @Override
        public Optional<Availability> availability(String person) {
          return Optional.empty();
        }

        @Override
        public Optional<PersonSettings> settings(String person) {
          return Optional.empty();
        }

        @Override
        public Optional<Hearing> heard(String integration) {
          return Optional.empty();
        }
      };

  /** The silence that covers an alert for longest; empty: none does. */
  Optional<Silence> silence(
      String service, Optional<String> team, Map<String, String> labels, Instant at);

  /** Whether there is any silence, in force or not: where there is none, nothing need be asked. */
  boolean hasSilences();

  /** What is open on a service; empty: nothing ever was. */
  Optional<ServiceStatus> status(String service);

  /** Whether somebody can take something on; empty: nothing was ever said of them. */
  Optional<Availability> availability(String person);

  /** What somebody set for themselves; empty: nothing. */
  Optional<PersonSettings> settings(String person);

  /** When an integration was heard, whatever it sent and of whatever service; empty: unknown. */
  Optional<Hearing> heard(String integration);
}
