package dev.watchbill.launcher.cli.terminal;

/** Exit codes; 64 and above as in BSD's {@code sysexits.h}. */
public final class Exit {
  /** Answered; also when nobody is on call, or nothing changed. */
  public static final int OK = 0;

  /** Refused, or a promise is broken. */
  public static final int REFUSED = 1;

  /** {@code plan} found that something changes; {@code import} didn't take all as it was. */
  public static final int CHANGED = 2;

  /** The command line isn't right. */
  public static final int USAGE = 64;

  /** The server, broker or registry can't be reached. */
  public static final int UNREACHABLE = 69;

  /** Who asks may not. */
  public static final int NOT_ALLOWED = 77;

  /** The configuration isn't right, or there is no JDK. */
  public static final int CONFIGURATION = 78;

  private Exit() {}
}
