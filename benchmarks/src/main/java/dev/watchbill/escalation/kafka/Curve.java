package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.kafka.DeadlineBench.Figures;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Cost against size, both logarithmic, as an SVG. */
record Curve(List<Figures> figures) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int BOTTOM = 310;
  private static final int TOP = 40;
  private static final int MOST_DECADES = 5;

  private record Line(String title, String colour, ToDoubleFunction<Figures> value) {}

  private static final List<Line> LINES =
      List.of(
          new Line("one alert", "#1f5fa8", Figures::alert),
          new Line("a sweep, nothing due", "#2e7d32", Figures::idle),
          new Line("the same after 200,000 cancellations", "#b35900", Figures::afterCancelling));

  String svg() {
    var out = new StringBuilder();
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n"
            .formatted(WIDTH, HEIGHT));
    out.append("<title>Cost against open incidents of one task</title>\n");
    out.append("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n".formatted(WIDTH, HEIGHT));
    for (var decade = 0; decade <= MOST_DECADES; decade++) {
      var y = y(Math.pow(10, decade));
      out.append(
          "<path d=\"M%d %.0fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%,d µs</text>\n"
              .formatted(LEFT, y, WIDTH - 20, LEFT - 8, y + 4, (long) Math.pow(10, decade)));
    }
    figures.forEach(each ->
        out.append(text(x(each), BOTTOM + 20, "middle", "#000", "%,d".formatted(each.open()))));
    out.append(text(WIDTH / 2.0, BOTTOM + 40, "middle", "#000", "open incidents"));
    for (var i = 0; i < LINES.size(); i++) {
      var line = LINES.get(i);
      out.append(path(line))
          .append(text(LEFT + 10, TOP - 18 + 16 * i, "start", line.colour(), line.title()));
    }
    return out.append("</svg>\n").toString();
  }

  private String path(Line line) {
    var points =
        figures.stream()
            .map(each ->
                String.format(
                    Locale.ROOT, "%.1f,%.1f", x(each), y(line.value().applyAsDouble(each))))
            .collect(Collectors.joining(" "));
    return "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n"
        .formatted(points, line.colour());
  }

  private static String text(double x, double y, String anchor, String colour, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n",
        x,
        y,
        anchor,
        colour,
        words);
  }

  private double x(Figures each) {
    var first = Math.log10(figures.getFirst().open());
    var last = Math.log10(figures.getLast().open());
    return LEFT + 30 + (WIDTH - LEFT - 90) * (Math.log10(each.open()) - first) / (last - first);
  }

  private static double y(double micros) {
    return BOTTOM - (BOTTOM - TOP) * Math.log10(Math.max(1, micros)) / MOST_DECADES;
  }
}
