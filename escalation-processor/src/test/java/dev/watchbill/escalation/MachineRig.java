package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.ServiceStatus;
import dev.watchbill.schemas.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The machine with a memory in maps: nothing between a test and the decisions. */
public final class MachineRig implements Rig {
  private static final int MOST_LOOKS = 5;

  private final EscalationMachine machine = new EscalationMachine();
  public final MapMemory memory = new MapMemory();
  public final List<Effect> effects = new ArrayList<>();
  private final TestSurroundings around = new TestSurroundings();
  private Directory directory = TestRoster.shop().directory(around);
  private Instant now = TestRoster.MIDNIGHT;
  private int drained;
  private boolean rosterIsNew;

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void roster(TestRoster roster) {
    directory = roster.directory(around);
    rosterIsNew = true;
  }

  @Override
  public Directory directory() {
    return directory;
  }

  @Override
  public void alert(Alert alert) {
    // Intake says who was heard by the name it has now.
    if (alert.getNamedUntil() == null) {
      around.heard(alert.getIntegration(), alert.getReceivedAt());
    }
    memory.pauses = memory.pauses.and(alert.getReceivedAt(), now);
    decide(new EscalationEvent.AlertCame(alert, now));
  }

  @Override
  public void response(Response response) {
    decide(new EscalationEvent.Responded(response, now));
  }

  @Override
  public void receipt(Receipt receipt) {
    decide(new EscalationEvent.ReceiptCame(receipt, now));
  }

  @Override
  public void silence(Silence silence) {
    around.silences.accept(silence.getId(), silence);
  }

  @Override
  public void availability(Availability availability) {
    around.availabilities.put(availability.getPerson(), availability);
  }

  @Override
  public void settings(PersonSettings settings) {
    around.settings.put(settings.getPerson(), settings);
  }

  @Override
  public void heard(String integration) {
    around.heard(integration, now);
  }

  @Override
  public void pass(Duration time) {
    now = now.plus(time);
    lookForDeparted();
    // What is due still after what was due was done is done at the next look.
    for (var look = 0; look < MOST_LOOKS && somethingIsDue(); look++) {
      memory.incidents.values().stream()
          .filter(this::isDue)
          .map(Escalation::id)
          .toList()
          .forEach(id -> decide(new EscalationEvent.DeadlineFired(id, now)));
    }
  }

  private void lookForDeparted() {
    if (rosterIsNew) {
      rosterIsNew = false;
      List.copyOf(memory.incidents.keySet())
          .forEach(id -> decide(new EscalationEvent.SomebodyLeft(id, now)));
    }
  }

  private boolean somethingIsDue() {
    return memory.incidents.values().stream().anyMatch(this::isDue);
  }

  private boolean isDue(Escalation incident) {
    var next = incident.nextDeadline();
    return next != null && !next.isAfter(now);
  }

  @Override
  public void restart(Duration down) {
    memory.pauses = memory.pauses.and(now, now.plus(down));
    now = now.plus(down);
    pass(Duration.ZERO);
  }

  private void decide(EscalationEvent event) {
    var decision = machine.decide(memory, directory, event);
    decision.effects().forEach(memory::keep);
    of(decision.effects(), ServiceStatus.class)
        .forEach(status -> around.statuses.put(status.getService(), status));
    effects.addAll(decision.effects());
  }

  @Override
  public Out drain() {
    var fresh = effects.subList(drained, effects.size());
    var out = new Out(of(fresh, IncidentEvent.class), of(fresh, Page.class));
    drained = effects.size();
    return out;
  }

  /** The records of one kind among effects. */
  public static <T> List<T> of(List<Effect> effects, Class<T> kind) {
    return effects.stream()
        .map(MachineRig::content)
        .filter(Objects::nonNull)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private static Object content(Effect effect) {
    return switch (effect) {
      case Effect.Tell tell -> tell.event();
      case Effect.Page page -> page.page();
      case Effect.Assign assign -> assign.assignment();
      case Effect.Measure measure -> measure.metrics();
      case Effect.Status status -> status.status();
      case Effect.Publish publish -> publish.incident();
      case Effect.Keep keep -> keep;
    };
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
