package dev.watchbill.launcher.cli.plan;

import dev.watchbill.launcher.cli.terminal.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link PlanAnswer} for a terminal. */
final class PlanText {
  private PlanText() {}

  static void print(PlanAnswer answer, PrintWriter out) {
    if (answer.isEmpty()) {
      out.println("nothing changes against " + answer.against());
      return;
    }
    out.println("against " + answer.against() + "; times in " + answer.zone());
    for (var section : new PlanWords(answer.zone()).sections(answer)) {
      out.println();
      out.println(section.title());
      rows(section).forEach(row -> out.println("  " + row));
      if (!section.more().isEmpty()) {
        out.println("  " + section.more());
      }
    }
  }

  private static List<String> rows(PlanWords.Section section) {
    var rows = new ArrayList<List<String>>();
    if (!section.columns().isEmpty()) {
      rows.add(section.columns().stream().map(it -> it.toUpperCase(Locale.ROOT)).toList());
    }
    rows.addAll(section.rows());
    var lines = new ArrayList<String>();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        var width = width(rows, column);
        var cell = Table.oneLine(row.get(column));
        line.append(cell).append(" ".repeat(width - cell.length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> Table.oneLine(row.get(column)).length()).max().orElse(0);
  }
}
