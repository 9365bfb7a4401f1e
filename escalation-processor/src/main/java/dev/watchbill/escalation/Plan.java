package dev.watchbill.escalation;

import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The part of a policy that one severity follows, frozen: it is found again by the hash of its
 * content, however the roster has changed since (ADR 0004). Steps count from 1.
 *
 * @param hash of the content
 * @param policy its id in the roster
 * @param severity the rung of the ladder whose rules these are
 */
public record Plan(String hash, String policy, String severity, SeverityPolicy rules) {
  /** The step that is run every {@code finally-every} when all others were in vain. */
  public static final int FINALLY = -1;

  // A patience of nothing would page a whole chain in one moment.
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  /** Freezes one severity of a policy. */
  public static Plan of(String policy, String severity, SeverityPolicy rules) {
    return new Plan(hash(content(policy, severity, rules)), policy, severity, rules);
  }

  /** Reads a plan back from what {@link #toPolicy} gave. */
  public static Plan of(Policy frozen) {
    var only = frozen.getSeverities().entrySet().iterator().next();
    return of(frozen.getId(), only.getKey(), only.getValue());
  }

  /**
   * A plan without any step, for an organisation that has no fallback: straight to the last resort.
   */
  public static Plan none() {
    return of("", Severity.ERROR.text(), SeverityPolicy.newBuilder().build());
  }

  /** As a policy with this one severity. */
  public Policy toPolicy() {
    return content(policy, severity, rules);
  }

  public int size() {
    return rules.getSteps().size();
  }

  /**
   * One step.
   *
   * @param number from 1 to {@link #size}
   */
  public PolicyStep step(int number) {
    return rules.getSteps().get(number - 1);
  }

  /** How long step {@code number} waits before the next. */
  public Duration patience(int number) {
    return atLeast(Duration.ofMillis(step(number).getPatienceMs()), LEAST_PATIENCE);
  }

  /** What is waited before step {@code number}; nothing where there is no such step. */
  public Duration delay(int number) {
    return number < 1 || number > size()
        ? Duration.ZERO
        : Duration.ofMillis(step(number).getDelayMs());
  }

  /** How many times the steps are run in all. */
  public int rounds() {
    return 1 + Math.max(0, rules.getRepeat());
  }

  public List<Target> finallyTargets() {
    return rules.getFinallyTargets();
  }

  /** Zero: acknowledgements don't expire. */
  public Duration ackExpires() {
    return Duration.ofMillis(rules.getAckExpiresMs());
  }

  public boolean isHighUrgency() {
    return rules.getUrgency().equals("high");
  }

  /** Whether it waits for the team's support hours. */
  public boolean isDeferred() {
    return "support-hours".equals(rules.getDefer());
  }

  /** Whether whoever is on call but has another incident is passed over. */
  public boolean passesOverEngaged() {
    return "next".equals(rules.getWhenEngaged());
  }

  /** Whether the roster says {@code none}. */
  public boolean pagesNobody() {
    return rules.getPagesNobody();
  }

  static Duration atLeast(Duration duration, Duration least) {
    return duration.compareTo(least) < 0 ? least : duration;
  }

  private static Policy content(String policy, String severity, SeverityPolicy rules) {
    return Policy.newBuilder().setId(policy).setSeverities(Map.of(severity, rules)).build();
  }

  private static String hash(Policy content) {
    try {
      ByteBuffer bytes = content.toByteBuffer();
      var copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return hash(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first 96 bits of SHA-256, in hex. */
  static String hash(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256, which every JDK has", e);
    }
  }
}
