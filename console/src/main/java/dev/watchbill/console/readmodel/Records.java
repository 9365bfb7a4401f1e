package dev.watchbill.console.readmodel;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ReviewEntry;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.Silence;
import java.util.List;

/** How each kind of record is stored. */
final class Records {
  static final Stored<Incident> INCIDENT = new Stored<>(Incident.class);
  static final Stored<IncidentEvent> INCIDENT_EVENT = new Stored<>(IncidentEvent.class);
  static final Stored<Alert> ALERT = new Stored<>(Alert.class);
  static final Stored<Assignment> ASSIGNMENT = new Stored<>(Assignment.class);
  static final Stored<Page> PAGE = new Stored<>(Page.class);
  static final Stored<Receipt> RECEIPT = new Stored<>(Receipt.class);
  static final Stored<ScheduleEvent> SCHEDULE_EVENT = new Stored<>(ScheduleEvent.class);
  static final Stored<RosterRecord> ROSTER = new Stored<>(RosterRecord.class);
  static final Stored<Availability> AVAILABILITY = new Stored<>(Availability.class);
  static final Stored<RotationState> ROTATION_STATE = new Stored<>(RotationState.class);
  static final Stored<ServiceStatus> SERVICE_STATUS = new Stored<>(ServiceStatus.class);
  static final Stored<Silence> SILENCE = new Stored<>(Silence.class);
  static final Stored<ResponseMetrics> METRICS = new Stored<>(ResponseMetrics.class);
  static final Stored<Credential> CREDENTIAL = new Stored<>(Credential.class);
  static final Stored<AuditEntry> AUDIT = new Stored<>(AuditEntry.class);
  static final Stored<PersonSettings> SETTINGS = new Stored<>(PersonSettings.class);
  static final Stored<ReviewEntry> REVIEW = new Stored<>(ReviewEntry.class);
  static final Stored<RejectedAlert> REJECTED = new Stored<>(RejectedAlert.class);

  private Records() {}

  /** Changes when any stored record's schema does. */
  static String fingerprint() {
    var all =
        List.of(
            INCIDENT,
            INCIDENT_EVENT,
            ALERT,
            ASSIGNMENT,
            PAGE,
            RECEIPT,
            SCHEDULE_EVENT,
            ROTATION_STATE,
            ROSTER,
            AVAILABILITY,
            SERVICE_STATUS,
            SILENCE,
            METRICS,
            CREDENTIAL,
            AUDIT,
            SETTINGS,
            REVIEW,
            REJECTED);
    return Long.toHexString(all.stream().mapToLong(Stored::fingerprint).reduce(7, Records::mix));
  }

  private static long mix(long sum, long next) {
    return 31 * sum + next;
  }
}
