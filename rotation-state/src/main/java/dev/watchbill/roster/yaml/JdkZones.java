package dev.watchbill.roster.yaml;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Map;
import net.fortuna.ical4j.model.TimeZone;
import net.fortuna.ical4j.model.TimeZoneRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The zones of a calendar are the JDK's. ical4j's own registry adds 1,500 ids without rules to the
 * zones of the whole process; whole days need none of them.
 */
final class JdkZones implements TimeZoneRegistry {
  @Override
  public void register(TimeZone zone) {}

  @Override
  public void register(TimeZone zone, boolean update) {}

  @Override
  public void clear() {}

  @Override
  public @Nullable TimeZone getTimeZone(String id) {
    return null;
  }

  @Override
  public Map<String, ZoneRules> getZoneRules() {
    return Map.of();
  }

  /** Only events with a time of day ask, and those are left out. */
  @Override
  public ZoneId getZoneId(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  @Override
  public String getTzId(String id) {
    return id;
  }
}
