package dev.watchbill.planner;

import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.RosterRecord;
import java.util.List;
import java.util.Map;

/** Where a roster is written down. */
public interface RosterSource {

  /** Another text when it may read differently than before; quick. */
  String fingerprint();

  /** The version it has now, without reading it: a commit changes it though no file did. */
  String version();

  /** Reads all of it. A roster that can't be read is a value too. */
  Draft read();

  /** Folder or repository, for people. */
  String name();

  /** What was read. */
  sealed interface Draft {
    /** Version of the files. */
    String version();

    /**
     * A roster that may be put in force.
     *
     * @param records by key; values without a version of their own
     * @param credentials of its integrations, by key; hashes only
     * @param warnings a sentence each, about what may not be as somebody meant it
     * @param calendars those of them about calendars that can't be read now
     */
    record Accepted(
        String version,
        Map<String, RosterRecord> records,
        Map<String, Credential> credentials,
        List<String> warnings,
        List<String> calendars)
        implements Draft {
      public Accepted {
        records = Map.copyOf(records);
        credentials = Map.copyOf(credentials);
        warnings = List.copyOf(warnings);
        calendars = List.copyOf(calendars);
      }

      /** One that nobody needs to be warned of. */
      public Accepted(
          String version, Map<String, RosterRecord> records, Map<String, Credential> credentials) {
        this(version, records, credentials, List.of(), List.of());
      }
    }

    /**
     * One that may not.
     *
     * @param messages a sentence each
     */
    record Refused(String version, List<String> messages) implements Draft {
      public Refused {
        messages = List.copyOf(messages);
      }
    }
  }
}
