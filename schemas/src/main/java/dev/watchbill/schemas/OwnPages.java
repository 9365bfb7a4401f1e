package dev.watchbill.schemas;

/** Somebody's trial of the way to themselves. */
public final class OwnPages {
  /** What a page by hand says that is one; whatever else it says, it is meant. */
  public static final String TEST = "A test of my own pages";

  private OwnPages() {}
}
