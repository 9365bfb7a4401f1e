package dev.watchbill.template;

import java.util.Set;

/** Whether a text shows anything to whoever reads it. */
public final class VisibleText {
  /** Letters by their class, and blank: Hangul's fillers, and Braille without dots. */
  private static final Set<Integer> BLANK = Set.of(0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0);

  private VisibleText() {}

  /** False: it is empty, or spaces, controls and marks that show nothing by themselves. */
  public static boolean is(String text) {
    return text.codePoints().anyMatch(VisibleText::isVisible);
  }

  private static boolean isVisible(int character) {
    return !Character.isWhitespace(character)
        && !BLANK.contains(character)
        && switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.UNASSIGNED,
              Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.SPACE_SEPARATOR,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
