package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;

/**
 * Messages about schedules among the pages, and codes that show whether an address works: they wake
 * nobody and fill nobody's slots.
 */
public final class Notices {
  /** As in {@code Page.kind}. */
  public static final String KIND = "notice";

  /** Begins the id of each. */
  public static final String PREFIX = "notice/";

  private Notices() {}

  /** Begins the id of one that shows whether messages arrive at an address. */
  private static final String CODE = PREFIX + "contact/";

  /** Whether its person asked for it a moment ago, to show that messages arrive there. */
  public static boolean isCode(Page page) {
    return isNotice(page) && page.getId().startsWith(CODE);
  }

  public static boolean isNotice(Page page) {
    return page.getKind().equals(KIND);
  }

  /** Whether a receipt is about one. */
  public static boolean isAbout(Receipt receipt) {
    return receipt.getPage().startsWith(PREFIX);
  }
}
