package dev.watchbill.notifier.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What an alert may say that somebody wrote to break what shows it. */
public final class HostileTexts {
  private static final List<String> PIECES =
      List.of(
          "",
          " ",
          "\n",
          "\u0000",
          "\u0007",
          "\u200B",
          "\u202E",
          "\u2066",
          "\u00AD",
          "\u0301",
          "\u3164",
          "\uFEFF",
          "\uFFFF",
          "\uD83D",
          "🔥",
          "👩‍👩‍👧",
          "é",
          "ß",
          "漢",
          "مرحبا",
          "<",
          ">",
          "&",
          "\"",
          "'",
          "`",
          "```",
          "*",
          "_",
          "~",
          "|",
          "#1",
          "!9",
          "@all",
          "[x](https://evil.example)",
          "![x](https://evil.example/x.png)",
          "!https://evil.example/x.png!",
          "<!channel>",
          "<@U02ASHA>",
          "<https://evil.example|ok>",
          "&lt;!here&gt;",
          "/close",
          "{{title}}",
          "{code}",
          "[code]<b>x</b>[/code]",
          "</pre>",
          "]]>",
          "</Say><Dial>1</Dial>",
          "\\",
          "${env:X}",
          "a",
          "disk full");

  private HostileTexts() {}

  /** Some by hand, and some hundred put together from pieces. */
  public static Stream<String> all() {
    var random = new SplittableRandom(7);
    var all = new ArrayList<String>();
    all.add("");
    all.add(" \n\t ");
    all.add("\u200B\u202E\u2066\u0000\uFEFF\u00AD\u3164");
    all.add("\u200B".repeat(5_000) + "a");
    all.add("x".repeat(3_001));
    all.add("🔥".repeat(3_000));
    all.add("&".repeat(5_000));
    all.add("'<".repeat(5_000));
    all.add("line\n".repeat(1_000));
    PIECES.forEach(piece -> all.add(piece.repeat(2_000)));
    all.addAll(PIECES);
    for (var i = 0; i < 200; i++) {
      var text = new StringBuilder();
      for (var more = random.nextInt(40); more >= 0; more--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      all.add(text.toString());
    }
    return all.stream();
  }
}
