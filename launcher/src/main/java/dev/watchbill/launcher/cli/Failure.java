package dev.watchbill.launcher.cli;

/** A command ends with this exit code and this sentence on stderr. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exit;

  Failure(int exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  Failure(int exit, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }
}
