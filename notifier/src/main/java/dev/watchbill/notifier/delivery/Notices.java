package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;

/** Messages about schedules among the pages: they wake nobody and fill nobody's slots. */
public final class Notices {
  /** As in {@code Page.kind}. */
  public static final String KIND = "notice";

  /** Begins the id of each. */
  public static final String PREFIX = "notice/";

  private Notices() {}

  public static boolean isNotice(Page page) {
    return page.getKind().equals(KIND);
  }

  /** Whether a receipt is about one. */
  public static boolean isAbout(Receipt receipt) {
    return receipt.getPage().startsWith(PREFIX);
  }
}
