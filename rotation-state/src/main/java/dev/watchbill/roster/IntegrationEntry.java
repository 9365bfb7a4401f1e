package dev.watchbill.roster;

import dev.watchbill.mapping.Mapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A sender of alerts.
 *
 * @param mapping how its bodies become alerts, where the roster says it
 * @param snsTopic the Amazon SNS topic that alone may send, by its ARN
 * @param topic empty: it sends over HTTP
 * @param key reference to its secret, never the secret; {@code file:} paths are absolute
 * @param heartbeat empty: it sends alerts
 * @param expectEvery anything is heard of it at least so often; empty: silence is fine
 */
public record IntegrationEntry(
    String name,
    String type,
    Optional<String> key,
    List<String> serviceFrom,
    List<String> severityFrom,
    String defaultSeverity,
    List<String> groupBy,
    Optional<String> service,
    Optional<HeartbeatEntry> heartbeat,
    Optional<Duration> expectEvery,
    Optional<Mapping> mapping,
    Optional<String> snsTopic,
    Optional<TopicEntry> topic) {

  public IntegrationEntry {
    serviceFrom = List.copyOf(serviceFrom);
    severityFrom = List.copyOf(severityFrom);
    groupBy = List.copyOf(groupBy);
  }
}
