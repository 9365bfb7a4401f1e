package dev.watchbill.launcher.cli.plan;

import dev.watchbill.launcher.cli.terminal.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link PlanAnswer} for a merge request. */
final class PlanMarkdown {
  private PlanMarkdown() {}

  static void print(PlanAnswer answer, PrintWriter out) {
    out.println("## On-call plan");
    out.println();
    if (answer.isEmpty()) {
      out.println("Nothing changes against " + escaped(answer.against()) + ".");
      return;
    }
    out.println("Against %s. Times in %s.".formatted(escaped(answer.against()), answer.zone()));
    for (var section : new PlanWords(answer.zone()).sections(answer)) {
      out.println();
      out.println("### " + escaped(section.title()));
      out.println();
      if (section.columns().isEmpty()) {
        section.rows().forEach(row -> out.println("- " + cells(row, ", ")));
      } else {
        table(section.columns(), section.rows(), out);
      }
      if (!section.more().isEmpty()) {
        out.println();
        out.println("… " + escaped(section.more()));
      }
    }
  }

  private static void table(List<String> columns, List<List<String>> rows, PrintWriter out) {
    out.println("| " + cells(columns, " | ") + " |");
    out.println("|" + "---|".repeat(columns.size()));
    rows.forEach(row -> out.println("| " + cells(row, " | ") + " |"));
  }

  private static String cells(List<String> cells, String between) {
    return cells.stream().map(PlanMarkdown::escaped).collect(Collectors.joining(between));
  }

  /** What a roster says must not become a link, a heading or a row. */
  static String escaped(String text) {
    return Table.oneLine(text).replaceAll("([\\\\`*_\\[\\]<>#|~])", "\\\\$1");
  }
}
