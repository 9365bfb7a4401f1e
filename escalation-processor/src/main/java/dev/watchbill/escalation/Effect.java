package dev.watchbill.escalation;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ServiceStatus;
import java.time.Instant;

/** Something to keep, or to send. */
public sealed interface Effect {
  /** Something the next decision will know. */
  sealed interface Keep extends Effect {}

  /** Something others will read. */
  sealed interface Send extends Effect {}

  record KeepIncident(Escalation incident) implements Keep {}

  /** Nothing of an incident is needed any more: its alerts, its timeline, its record. */
  record ForgetIncident(String incident) implements Keep, Send {}

  record KeepAlert(AlertSignal alert) implements Keep {}

  /** The alerts of an incident are no longer needed to recognise a repeat. */
  record ForgetAlerts(String incident) implements Keep {}

  record KeepService(ServiceLog service) implements Keep {}

  /** Alerts of this service with this group key belong to that incident. */
  record KeepGroup(String service, String groupKey, String incident) implements Keep {}

  record ForgetGroup(String service, String groupKey) implements Keep {}

  record KeepPlan(Plan plan) implements Keep {}

  /** An integration was heard. */
  record KeepHeard(String integration, Instant at) implements Keep {}

  /** Others shall see the incident like this. */
  record Publish(Incident incident) implements Keep, Send {}

  record Assign(Assignment assignment) implements Send {}

  /** A page, or its cancellation. */
  record Page(dev.watchbill.schemas.Page page) implements Send {}

  /** A timeline entry. */
  record Tell(IncidentEvent event) implements Send {}

  record Measure(ResponseMetrics metrics) implements Send {}

  record Status(ServiceStatus status) implements Send {}
}
