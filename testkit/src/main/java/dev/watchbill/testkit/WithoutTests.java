package dev.watchbill.testkit;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/**
 * Leaves tests out, wherever the build put them: ArchUnit's own option knows only {@code
 * target/test-classes}, and the inner loop's are in {@code target/run/test-classes}.
 */
public final class WithoutTests implements ImportOption {
  @Override
  public boolean includes(Location location) {
    return !location.contains("/test-classes/") && !location.contains("-tests.jar");
  }
}
