package dev.watchbill.console;

import dev.watchbill.console.api.CommandLog;
import dev.watchbill.console.api.IntakeLog;
import dev.watchbill.console.api.Rebuilding;
import dev.watchbill.console.api.ResponseLog;
import dev.watchbill.console.api.SettingsLog;
import dev.watchbill.console.api.SilenceLog;
import dev.watchbill.console.auth.AuditLog;
import dev.watchbill.console.auth.CredentialLog;
import dev.watchbill.console.review.ReviewLog;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.IntakeCommand;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.ReviewEntry;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.Silence;

/** Keeps nothing: what is measured only looks. */
final class Nothing
    implements ResponseLog,
        SilenceLog,
        CommandLog,
        SettingsLog,
        IntakeLog,
        ReviewLog,
        CredentialLog,
        AuditLog,
        Rebuilding {
  @Override
  public void add(Response response) {}

  @Override
  public void put(Silence silence) {}

  @Override
  public void forget(String id) {}

  @Override
  public void add(ScheduleCommand command) {}

  @Override
  public void put(PersonSettings settings) {}

  @Override
  public void put(ReviewEntry entry) {}

  @Override
  public void send(Page notice) {}

  @Override
  public void add(IntakeCommand command) {}

  @Override
  public void put(Credential credential) {}

  @Override
  public void remove(String id) {}

  @Override
  public void add(AuditEntry entry) {}

  @Override
  public boolean start() {
    return false;
  }

  @Override
  public Status status() {
    return Status.IDLE;
  }
}
