package dev.watchbill.console;

import dev.watchbill.console.api.CommandLog;
import dev.watchbill.console.api.IntakeLog;
import dev.watchbill.console.api.ResponseLog;
import dev.watchbill.console.api.SettingsLog;
import dev.watchbill.console.api.SilenceLog;
import dev.watchbill.console.auth.AuditLog;
import dev.watchbill.console.auth.CredentialLog;
import dev.watchbill.console.auth.LogAway;
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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what it was given, and may let somebody decide responses. */
final class RecordingLog
    implements ResponseLog,
        SilenceLog,
        CommandLog,
        SettingsLog,
        IntakeLog,
        ReviewLog,
        CredentialLog,
        AuditLog {
  final List<Response> responses = new CopyOnWriteArrayList<>();
  final List<Silence> silences = new CopyOnWriteArrayList<>();
  final List<ScheduleCommand> commands = new CopyOnWriteArrayList<>();
  final List<PersonSettings> settings = new CopyOnWriteArrayList<>();
  final List<ReviewEntry> reviews = new CopyOnWriteArrayList<>();
  final List<Page> sent = new CopyOnWriteArrayList<>();
  final List<IntakeCommand> asked = new CopyOnWriteArrayList<>();
  final List<Credential> credentials = new CopyOnWriteArrayList<>();
  final List<String> removed = new CopyOnWriteArrayList<>();
  final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
  volatile Consumer<Response> decider = response -> {};
  volatile BiConsumer<String, @Nullable Silence> silenced = (id, silence) -> {};
  volatile BiConsumer<String, @Nullable Credential> credentialed = (id, credential) -> {};
  volatile Consumer<ReviewEntry> reviewed = entry -> {};
  volatile Consumer<PersonSettings> set = settings -> {};
  volatile Consumer<ScheduleCommand> planner = command -> {};
  volatile Consumer<IntakeCommand> intake = command -> {};
  volatile boolean away;

  @Override
  public void add(Response response) {
    refuseIfAway();
    responses.add(response);
    decider.accept(response);
  }

  @Override
  public void put(Silence silence) {
    refuseIfAway();
    silences.add(silence);
    silenced.accept(silence.getId(), silence);
  }

  @Override
  public void forget(String id) {
    refuseIfAway();
    silenced.accept(id, null);
  }

  @Override
  public void add(ScheduleCommand command) {
    refuseIfAway();
    commands.add(command);
    planner.accept(command);
  }

  @Override
  public void put(PersonSettings own) {
    refuseIfAway();
    settings.add(own);
    set.accept(own);
  }

  @Override
  public void put(ReviewEntry entry) {
    refuseIfAway();
    reviews.add(entry);
    reviewed.accept(entry);
  }

  @Override
  public void send(Page notice) {
    refuseIfAway();
    sent.add(notice);
  }

  @Override
  public void add(IntakeCommand command) {
    refuseIfAway();
    asked.add(command);
    intake.accept(command);
  }

  @Override
  public void put(Credential credential) {
    refuseIfAway();
    credentials.add(credential);
    credentialed.accept(credential.getId(), credential);
  }

  @Override
  public void remove(String id) {
    refuseIfAway();
    removed.add(id);
    credentialed.accept(id, null);
  }

  @Override
  public void add(AuditEntry entry) {
    audit.add(entry);
  }

  private void refuseIfAway() {
    if (away) {
      throw new LogAway("Expected to write, but Kafka is away", new IllegalStateException("away"));
    }
  }
}
