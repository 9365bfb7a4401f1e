package dev.watchbill.launcher.moving;

import java.util.HashSet;
import java.util.Set;

/** Names of one schedule's rotations: as they were, none twice. */
public final class RotationNames {
  private final Set<String> taken = new HashSet<>();
  private final String unnamed;

  /**
   * @param unnamed what one without a name is called, with its number
   */
  public RotationNames(String unnamed) {
    this.unnamed = unnamed;
  }

  /** The name of the next one. */
  public String of(String name) {
    var plain = PlainText.of(name);
    var base = plain.isEmpty() ? unnamed + "-" + (taken.size() + 1) : plain;
    var own = base;
    for (int i = 2; !taken.add(own); i++) {
      own = base + " " + i;
    }
    return own;
  }
}
