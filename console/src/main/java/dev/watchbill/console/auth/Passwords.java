package dev.watchbill.console.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id hashes, in the format everybody writes them in: {@code
 * $argon2id$v=19$m=…,t=…,p=…$SALT$HASH}.
 *
 * @see <a
 *     href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">OWASP</a>
 */
final class Passwords {
  /** OWASP's second choice of equal strength: 19 MiB a log-in, so that many fit in a small heap. */
  private static final Costs TODAY = new Costs(19_456, 2, 1);

  private static final int SALT = 16;
  private static final int HASH = 32;
  private static final int LONGEST = 1024;
  private static final Pattern FORMAT =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How many may wait: some seconds of work, which is as long as people do. */
  private static final int WAITING = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How many are computed at the same time: half of the processors, the others are for pages. */
  private final Semaphore computing =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  /** What a log-in with an unknown name is checked against, so that it takes as long. */
  private final String nobodys;

  private record Costs(int memoryKib, int passes, int lanes) {}

  Passwords() {
    var random = new byte[SALT];
    RANDOM.nextBytes(random);
    nobodys = hash(Base64.getEncoder().encodeToString(random));
  }

  /** A new hash with a salt of its own. */
  String hash(String password) {
    var salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            TODAY.memoryKib(),
            TODAY.passes(),
            TODAY.lanes(),
            text(salt),
            text(compute(password, salt, TODAY, HASH)));
  }

  /** Whether a password is the one of a hash; false for what isn't a hash of ours. */
  boolean isOf(String password, String hash) {
    var parts = FORMAT.matcher(hash);
    if (!parts.matches()) {
      return refuse(password);
    }
    var costs = new Costs(number(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
    var expected = Base64.getDecoder().decode(parts.group(5));
    var salt = Base64.getDecoder().decode(parts.group(4));
    return MessageDigest.isEqual(expected, compute(password, salt, costs, expected.length));
  }

  /** Does the work of a check and says no. */
  boolean refuse(String password) {
    var _ = isOf(password, nobodys);
    return false;
  }

  /** Whether today's hashes cost more than this one did. */
  boolean isOutdated(String hash) {
    return !hash.contains(
        "$m=%d,t=%d,p=%d$".formatted(TODAY.memoryKib(), TODAY.passes(), TODAY.lanes()));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  private byte[] compute(String password, byte[] salt, Costs costs, int length) {
    await(computing);
    try {
      // It takes its memory at once, so that who waits mustn't have it.
      var generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(costs.memoryKib())
              .withIterations(costs.passes())
              .withParallelism(costs.lanes())
              .withSalt(salt)
              .build());
      var hash = new byte[length];
      generator.generateBytes(bytes(password), hash);
      return hash;
    } finally {
      computing.release();
    }
  }

  private static void await(Semaphore turns) {
    try {
      if (turns.getQueueLength() >= WAITING
          || !turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Busy();
    }
  }

  /** The same password is the same whichever keyboard composed its letters. */
  private static byte[] bytes(String password) {
    var normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
    var bytes = normal.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST ? bytes : java.util.Arrays.copyOf(bytes, LONGEST);
  }
}
