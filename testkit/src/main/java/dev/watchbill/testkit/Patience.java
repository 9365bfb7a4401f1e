package dev.watchbill.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long a test waits for what must happen, unless it says otherwise: long enough for a machine
 * without a free processor, as only a test that fails waits so long.
 */
public final class Patience implements LauncherSessionListener {
  /**
   * The longest that something may take which people see at once: it usually takes less than a
   * second, and nothing that comes round by itself would bring it so soon.
   */
  public static final Duration AT_ONCE = Duration.ofSeconds(10);

  private static final Duration USUAL = Duration.ofSeconds(40);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(USUAL);
  }
}
