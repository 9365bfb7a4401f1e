package dev.watchbill.launcher.moving;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Ids of one kind, made of other people's names: readable, as a roster takes them, none twice. */
public final class Ids {
  private static final int LONGEST = 80;

  /** Letters that aren't another one with a mark. */
  private static final Map<String, String> LETTERS =
      Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th");

  private final Set<String> taken = new HashSet<>();
  private final String unnamed;

  /**
   * @param unnamed where nothing is left of a name
   * @param reserved what is none of them
   */
  public Ids(String unnamed, String... reserved) {
    this.unnamed = unnamed;
    taken.addAll(Set.of(reserved));
  }

  /** In small letters, with dashes between words. */
  public String of(String name) {
    return unique(cut(dashed(name.toLowerCase(Locale.ROOT), "[^\\p{L}\\p{N}._@+-]+")));
  }

  /** The same in letters that addresses and intake know. */
  public String ascii(String name) {
    var small = name.toLowerCase(Locale.ROOT);
    for (var letter : LETTERS.entrySet()) {
      small = small.replace(letter.getKey(), letter.getValue());
    }
    var bare = Normalizer.normalize(small, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
    return unique(cut(dashed(bare, "[^a-z0-9._-]+")));
  }

  /** As it is, wherever a roster takes it so; addresses may have it in them. */
  public String kept(String name) {
    return name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,99}") ? unique(name) : of(name);
  }

  private static String dashed(String name, String others) {
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .replaceAll(others, "-")
        .replaceAll("-{2,}", "-")
        .replaceAll("^[._@+-]+|[._@+-]+$", "");
  }

  private static String cut(String name) {
    var end = Math.min(name.length(), LONGEST);
    return name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, end)))
        .replaceAll("[._@+-]+$", "");
  }

  private String unique(String wanted) {
    var base = wanted.isEmpty() ? unnamed : wanted;
    var id = base;
    for (int i = 2; !taken.add(id); i++) {
      id = base + "-" + i;
    }
    return id;
  }
}
