package dev.watchbill.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The queries of {@code docs/analytics.md} name columns that there are. */
@NullMarked
class AnalyticsQueriesTest {
  private static final Path DOCS = Path.of("../docs/analytics.md");
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");
  private static final Pattern NEW_NAME =
      Pattern.compile("AS `(\\w+)`|(?:WITH |,\n)`(\\w+)` AS \\(");

  @Test
  void asksTenQuestions() throws IOException {
    assertThat(Files.readString(DOCS).lines().filter(line -> line.matches("## \\d+\\. .*")))
        .hasSize(10);
  }

  @Test
  void namesOnlyColumnsOfTheSchemasAndNamesItGaveItself() throws IOException {
    var known = new TreeSet<String>(Set.of("key"));
    fields(ResponseStats.getClassSchema(), known);
    fields(ResponseMetrics.getClassSchema(), known);
    for (var query : queries()) {
      var names = new HashSet<>(known);
      NEW_NAME
          .matcher(query)
          .results()
          .forEach(match -> names.add(match.group(1) == null ? match.group(2) : match.group(1)));
      assertThat(NAME.matcher(query).results().map(match -> match.group(1)))
          .as(query)
          .isNotEmpty()
          .isSubsetOf(names);
    }
  }

  @Test
  void itsTablesLeaveOutNoSum() throws IOException {
    var stats =
        queries().stream().filter(query -> query.contains("TABLE response_stats")).findFirst();
    var columns = new TreeSet<String>();
    ResponseStats.getClassSchema().getFields().forEach(field -> columns.add(field.name()));

    assertThat(stats).isPresent();
    assertThat(NAME.matcher(stats.get()).results().map(match -> match.group(1)).toList())
        .containsAll(columns);
  }

  private static List<String> queries() throws IOException {
    return SQL.matcher(Files.readString(DOCS)).results().map(MatchResult::group).toList();
  }

  private static void fields(Schema schema, Set<String> names) {
    switch (schema.getType()) {
      case RECORD ->
          schema
              .getFields()
              .forEach(field -> {
                names.add(field.name());
                fields(field.schema(), names);
              });
      case ARRAY -> fields(schema.getElementType(), names);
      case UNION ->
          Stream.of(schema).flatMap(s -> s.getTypes().stream()).forEach(s -> fields(s, names));
      default -> {}
    }
  }
}
