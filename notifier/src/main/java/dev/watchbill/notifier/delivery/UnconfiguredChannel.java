package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Page;
import java.util.List;

/**
 * Stands in for a provider nobody set up: refuses at once, so that the person's next contact is
 * used instead of waiting for nothing.
 *
 * @param reason one sentence that names the missing setting
 */
public record UnconfiguredChannel(String name, String reason) implements PersonChannel {
  @Override
  public Delivery deliver(Page page) {
    return Delivery.refused(reason);
  }

  @Override
  public Delivery sumUp(List<Page> pages) {
    return Delivery.refused(reason);
  }
}
