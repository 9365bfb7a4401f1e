package dev.watchbill.launcher.simulate;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.Silence;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something a simulation is told to happen. */
public sealed interface Happening {
  Instant at();

  /** A source says something. */
  record Signal(Instant at, Alert alert) implements Happening {}

  /**
   * A person does something.
   *
   * @param alertKey where the response names no incident: that of this alert of its service; else
   *     null
   */
  record Act(Instant at, Response response, @Nullable String alertKey) implements Happening {}

  /** What became of one page, which the receipt names. */
  record Fate(Instant at, Receipt receipt) implements Happening {}

  /**
   * From now on this becomes of pages.
   *
   * @param person to whom; null: to anybody
   * @param via by which channel; null: by any
   * @param outcome as in a receipt; {@code none}: nothing is heard of them
   */
  record Rule(Instant at, @Nullable String person, @Nullable String via, Receipt outcome)
      implements Happening {
    boolean holdsFor(String whom, String channel) {
      return (person == null || person.equals(whom)) && (via == null || via.equals(channel));
    }

    boolean isSilence() {
      return outcome.getOutcome().equals(NOTHING);
    }
  }

  /** Alerts are silenced, or a silence with the same id is changed. */
  record Silencing(Instant at, Silence silence) implements Happening {}

  /** Another roster is put in force. */
  record NewRoster(Instant at, Path folder) implements Happening {}

  /** Outcome of a page of which nothing is heard. */
  String NOTHING = "none";
}
