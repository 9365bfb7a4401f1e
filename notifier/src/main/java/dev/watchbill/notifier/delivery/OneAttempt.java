package dev.watchbill.notifier.delivery;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries once, and not for longer than that; whatever comes of it is a value. */
final class OneAttempt {
  private static final Logger LOG = LoggerFactory.getLogger(OneAttempt.class);

  private final Duration longest;
  private final FailsafeExecutor<Delivery> limited;

  OneAttempt(Duration longest) {
    this.longest = longest;
    limited = Failsafe.with(Timeout.<Delivery>builder(longest).withInterrupt().build());
  }

  Delivery of(Supplier<Delivery> attempt) {
    try {
      return limited.get(attempt::get);
    } catch (TimeoutExceededException e) {
      // The attempt was interrupted, not its errand: an adapter may have kept the flag.
      Thread.interrupted();
      return Delivery.retryable("no answer within %d ms".formatted(longest.toMillis()));
    } catch (RuntimeException e) {
      // Our own bug, in an adapter: trying again won't help, the person's next contact may.
      LOG.atError().setCause(e).log("an attempt failed in an unexpected way");
      return Delivery.refused("failed here in an unexpected way: " + e.getClass().getSimpleName());
    }
  }
}
