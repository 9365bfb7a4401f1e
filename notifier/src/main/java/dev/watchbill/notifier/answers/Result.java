package dev.watchbill.notifier.answers;

/**
 * What became of something that was asked for in a chat.
 *
 * @param word for the metrics
 * @param sentence for the person
 */
public record Result(String word, String sentence) {
  /** Whether it is so now. */
  public boolean isGood() {
    return word.equals("applied") || word.equals("already");
  }
}
