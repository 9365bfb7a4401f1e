package dev.watchbill.ingest;

import java.util.regex.Pattern;

/** How a service is named in ids, keys and paths. */
public final class ServiceId {
  /** Of alerts that name no service. */
  public static final String UNKNOWN = "unknown";

  private static final int LONGEST = 100;
  private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9._-]");
  private static final Pattern READABLE = Pattern.compile("[A-Za-z0-9]");

  private ServiceId() {}

  /**
   * A sender's word as a service id: {@code [A-Za-z0-9._-]+}, at most 100 characters, everything
   * else a {@code -}. Where no letter or digit is left, {@link #UNKNOWN}.
   */
  public static String of(String text) {
    var stripped = text.strip();
    var cut = stripped.length() > LONGEST ? stripped.substring(0, LONGEST) : stripped;
    return READABLE.matcher(cut).find() ? OTHERS.matcher(cut).replaceAll("-") : UNKNOWN;
  }
}
