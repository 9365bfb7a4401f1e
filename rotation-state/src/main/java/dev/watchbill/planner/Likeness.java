package dev.watchbill.planner;

import dev.watchbill.schemas.RosterRecord;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.specific.SpecificData;

/**
 * Whether two records of a roster say the same. A list that was read or copied compares what it
 * holds without knowing what an instant is: that is an error where one may be null, as in a
 * maintenance window.
 */
final class Likeness extends SpecificData {
  private static final Likeness OF_RECORDS = new Likeness();

  private Likeness() {
    addLogicalTypeConversion(new TimestampMillisConversion());
  }

  static boolean of(RosterRecord one, RosterRecord other) {
    return OF_RECORDS.compare(one, other, RosterRecord.getClassSchema(), true) == 0;
  }
}
