package dev.watchbill.escalation.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * The stores of one task and their keys. Values are bytes: what is written was encoded, and its
 * size checked, before anything was written. The names are those of the changelogs and must stay.
 */
final class TaskStores {
  /** Incident id → IncidentState. */
  static final String INCIDENTS = "incidents";

  /** Incident id, integration, key → AlertState. */
  static final String ALERTS = "alerts";

  /** Service, group key → incident id. */
  static final String GROUPS = "groups";

  /** Service id → ServiceState. */
  static final String SERVICES = "services";

  /** Hash → Policy with the one frozen severity. */
  static final String PLANS = "plans";

  /** Incident id → Incident as last published. */
  static final String PUBLISHED = "published";

  /** Integration → when it was last heard, in milliseconds. */
  static final String HEARD = "heard";

  /** Due time (8 bytes, big-endian) + incident id → nothing. */
  static final String DEADLINES = "deadlines";

  /** Number of arrival, kind → what came before the first roster: {@link WaitingRoom}. */
  static final String WAITING = "waiting";

  static final List<String> ALL =
      List.of(INCIDENTS, ALERTS, GROUPS, SERVICES, PLANS, PUBLISHED, HEARD, DEADLINES, WAITING);

  private static final int LONGEST_PART = 300;
  private static final char SEPARATOR = '\0';

  private TaskStores() {}

  /** A key of several parts; one that is too long is replaced by its hash. */
  static Bytes key(String... parts) {
    var key = new StringBuilder(bounded(parts[0]));
    for (var i = 1; i < parts.length; i++) {
      key.append(SEPARATOR).append(bounded(parts[i]));
    }
    return Bytes.wrap(key.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What all keys begin with whose first part is this one. */
  static Bytes prefix(String first) {
    return Bytes.wrap((bounded(first) + SEPARATOR).getBytes(StandardCharsets.UTF_8));
  }

  /** A key that sorts by number. */
  static Bytes key(long number) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  static long number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  private static String bounded(String part) {
    // A separator within a part would let one source write into another's alerts.
    return part.length() > LONGEST_PART || part.indexOf(SEPARATOR) >= 0 ? "#" + hash(part) : part;
  }

  private static String hash(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256, which every JDK has", e);
    }
  }
}
