package dev.watchbill.template;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What messages are sent over, as far as their text may be changed. */
public enum Medium {
  SLACK(3_000),
  EMAIL(8_000),
  PUSH(1_000),
  /** Three parts. */
  SMS(450),
  /** Three quarters of a minute, said once. */
  CALL(600),
  TEAMS(4_000),
  MATTERMOST(4_000),
  TICKET(8_000);

  private final int longest;

  Medium(int longest) {
    this.longest = longest;
  }

  /** In characters; what is longer is cut. */
  public int longest() {
    return longest;
  }

  /** As rosters write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them, as rosters write them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Medium::word).toList();
  }
}
