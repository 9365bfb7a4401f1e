package dev.watchbill.ingest;

import dev.watchbill.schemas.Integration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the roster says of one integration, as far as intake needs it.
 *
 * @param serviceFrom the first path that is there names the service
 * @param severityFrom the first path that is there names the severity
 * @param groupBy empty: alerts are grouped as their sender groups them
 * @param service of alerts that name none; empty: {@code unknown}
 * @param listening what its requests say beside their alerts
 * @param type of its sender
 * @param mapping how bodies become alerts, as the roster says it, as JSON; empty: it doesn't
 * @param snsTopic the one Amazon SNS topic that may send; empty: messages aren't told by it
 * @param foundByKey what follows an alert carries its key only, and not what it is grouped by
 * @param formerly how it named its alerts before, newest first
 */
public record IntegrationSettings(
    String name,
    List<FieldPath> serviceFrom,
    List<FieldPath> severityFrom,
    Severity defaultSeverity,
    List<FieldPath> groupBy,
    Optional<String> service,
    Listening listening,
    String type,
    Optional<String> mapping,
    Optional<String> snsTopic,
    boolean foundByKey,
    List<FormerName> formerly) {

  private static final List<String> SERVICE_FROM = List.of("labels.service", "labels.job");
  private static final List<String> SEVERITY_FROM =
      List.of("labels.severity", "annotations.severity");

  public IntegrationSettings {
    serviceFrom = List.copyOf(serviceFrom);
    severityFrom = List.copyOf(severityFrom);
    groupBy = List.copyOf(groupBy);
    formerly = List.copyOf(formerly);
  }

  /** From the roster's record; what it leaves empty has a default. */
  public static IntegrationSettings of(Integration integration) {
    return new IntegrationSettings(
        integration.getName(),
        paths(integration.getServiceFrom(), SERVICE_FROM),
        paths(integration.getSeverityFrom(), SEVERITY_FROM),
        Severity.of(integration.getDefaultSeverity()).orElse(Severity.ERROR),
        paths(integration.getGroupBy(), List.of()),
        Optional.ofNullable(integration.getService()).filter(service -> !service.isBlank()),
        Listening.NONE,
        integration.getType(),
        Optional.ofNullable(integration.getMapping()),
        Optional.ofNullable(integration.getSnsTopic()),
        false,
        integration.getFormerly().stream().map(it -> FormerName.of(it, integration)).toList());
  }

  /** From the roster's record, with what the rest of the roster expects of it. */
  public static IntegrationSettings of(Integration integration, Stream<Integration> all) {
    return of(integration).listeningTo(Listening.to(integration, all));
  }

  /** Of an integration that need not be in the roster any more. */
  public static IntegrationSettings named(String name, Optional<String> service) {
    return of(Integration.newBuilder().setName(name).setService(service.orElse(null)).build());
  }

  private IntegrationSettings listeningTo(Listening expected) {
    return new IntegrationSettings(
        name,
        serviceFrom,
        severityFrom,
        defaultSeverity,
        groupBy,
        service,
        expected,
        type,
        mapping,
        snsTopic,
        foundByKey,
        formerly);
  }

  /**
   * The same, where every alert belongs to one service, whatever else it carries: what ends it
   * carries nothing but the key.
   */
  public IntegrationSettings withOneService() {
    return new IntegrationSettings(
        name,
        List.of(),
        severityFrom,
        defaultSeverity,
        groupBy,
        Optional.of(oneService()),
        listening,
        type,
        mapping,
        snsTopic,
        !groupBy.isEmpty(),
        formerly.stream().map(FormerName::withOneService).toList());
  }

  /** The service of everything it sends, where one is all it can have. */
  public String oneService() {
    return service.orElse(name);
  }

  private static List<FieldPath> paths(List<String> written, List<String> otherwise) {
    var used = written.isEmpty() ? otherwise : written;
    return used.stream().flatMap(path -> FieldPath.parse(path).stream()).toList();
  }
}
