package dev.watchbill.launcher.simulate;

/** Something in a line isn't what it must be. */
final class BadInput extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param path where in the line, such as {@code alert.severity}; empty: the line itself
   */
  BadInput(String path, String expected, String got) {
    super("%sexpected %s, but got %s".formatted(path.isEmpty() ? "" : path + ": ", expected, got));
  }
}
