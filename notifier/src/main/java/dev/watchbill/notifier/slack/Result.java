package dev.watchbill.notifier.slack;

/**
 * What became of something that was asked for in Slack.
 *
 * @param word for the metrics
 * @param sentence for the person
 */
record Result(String word, String sentence) {
  /** Whether it is so now. */
  boolean isGood() {
    return word.equals("applied") || word.equals("already");
  }
}
