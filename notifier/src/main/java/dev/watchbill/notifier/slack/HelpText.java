package dev.watchbill.notifier.slack;

/** What the slash command can do. */
final class HelpText {
  static final String OVERRIDE =
      "/watchbill override SCHEDULE @WHO FROM TO" + " [instead-of @OTHER] [in-rotation NAME] [WHY]";
  static final String SWAP = "/watchbill swap SCHEDULE @WITH FROM TO [return FROM TO]";
  static final String AWAY = "/watchbill away FROM TO [WHY]";
  static final String PAGE =
      "/watchbill page @WHO|team:ID|schedule:ID|service:ID … [critical|error|warning|info:] TEXT";

  private static final String ALL =
      """
      Who is on call: /watchbill oncall [SCHEDULE|SERVICE|TEAM]
      Page people by hand: %s
      Try your own pages: /watchbill page me
      Give a shift to somebody: %s
      Swap a shift of yours, once they accept: %s
      Be away: %s
      End your leave: /watchbill back
      Open incidents, yours and your teams': /watchbill incidents [all|TEAM|SERVICE]
      Why an incident went as it did: /watchbill why INCIDENT
      Times: %s.\
      """
          .formatted(PAGE, OVERRIDE, SWAP, AWAY, SpokenTime.EXPECTED);

  private HelpText() {}

  static String all() {
    return ALL;
  }

  static String after(String word) {
    return "There is no \"%s\".\n%s".formatted(SlackText.line(word, 50), ALL);
  }
}
