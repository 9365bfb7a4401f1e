package dev.watchbill.launcher.cli.terminal;

/** A command ends with this exit code and this sentence on stderr. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exit;

  public Failure(int exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  public Failure(int exit, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exit = exit;
  }

  public int exit() {
    return exit;
  }
}
