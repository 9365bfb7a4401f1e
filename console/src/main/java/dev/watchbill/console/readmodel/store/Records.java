package dev.watchbill.console.readmodel.store;

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
public final class Records {
  public static final Stored<Incident> INCIDENT = new Stored<>(Incident.class);
  public static final Stored<IncidentEvent> INCIDENT_EVENT = new Stored<>(IncidentEvent.class);
  public static final Stored<Alert> ALERT = new Stored<>(Alert.class);
  public static final Stored<Assignment> ASSIGNMENT = new Stored<>(Assignment.class);
  public static final Stored<Page> PAGE = new Stored<>(Page.class);
  public static final Stored<Receipt> RECEIPT = new Stored<>(Receipt.class);
  public static final Stored<ScheduleEvent> SCHEDULE_EVENT = new Stored<>(ScheduleEvent.class);
  public static final Stored<RosterRecord> ROSTER = new Stored<>(RosterRecord.class);
  public static final Stored<Availability> AVAILABILITY = new Stored<>(Availability.class);
  public static final Stored<RotationState> ROTATION_STATE = new Stored<>(RotationState.class);
  public static final Stored<ServiceStatus> SERVICE_STATUS = new Stored<>(ServiceStatus.class);
  public static final Stored<Silence> SILENCE = new Stored<>(Silence.class);
  public static final Stored<ResponseMetrics> METRICS = new Stored<>(ResponseMetrics.class);
  public static final Stored<Credential> CREDENTIAL = new Stored<>(Credential.class);
  public static final Stored<AuditEntry> AUDIT = new Stored<>(AuditEntry.class);
  public static final Stored<PersonSettings> SETTINGS = new Stored<>(PersonSettings.class);
  public static final Stored<ReviewEntry> REVIEW = new Stored<>(ReviewEntry.class);
  public static final Stored<RejectedAlert> REJECTED = new Stored<>(RejectedAlert.class);

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
