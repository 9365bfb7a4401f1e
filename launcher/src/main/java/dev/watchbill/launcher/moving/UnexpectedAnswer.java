package dev.watchbill.launcher.moving;

/** A product answered something else than it says it does. */
public final class UnexpectedAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnexpectedAnswer(String sentence) {
    super(sentence);
  }
}
