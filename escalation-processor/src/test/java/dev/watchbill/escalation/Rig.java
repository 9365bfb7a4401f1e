package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a timeline is played on: the machine alone, or the whole topology. */
public interface Rig extends AutoCloseable {
  Instant now();

  void roster(TestRoster roster);

  /** The roster in force, with its published shifts. */
  Directory directory();

  void alert(Alert alert);

  void response(Response response);

  void receipt(Receipt receipt);

  void silence(Silence silence);

  void availability(Availability availability);

  /** Somebody set how they are reached. */
  void settings(PersonSettings settings);

  /** Something came from an integration, of whatever service. */
  void heard(String integration);

  /** Lets time pass; what falls due then is done. */
  void pass(Duration time);

  /** Stops and starts again with what was kept, after some time. */
  void restart(Duration down);

  /** What came out since the last call, and nothing else. */
  Out drain();

  /** What came out, in the order of each topic. */
  record Out(List<IncidentEvent> events, List<Page> pages) {}

  @Override
  void close();
}
