package dev.watchbill.console.readmodel.questions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The WHERE of a question: built from fixed texts, with values only ever bound. */
final class Condition {
  private final StringBuilder sql = new StringBuilder("1 = 1");
  private final List<Object> values = new ArrayList<>();

  /** Adds a condition with one {@code ?}, unless there is no value to ask for. */
  Condition and(String fixed, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(fixed);
      values.add(value);
    }
    return this;
  }

  /** The column is one of some values; none: any. */
  Condition in(String column, Collection<String> any) {
    if (!any.isEmpty()) {
      sql.append(" AND ").append(column).append(" IN (?").append(", ?".repeat(any.size() - 1));
      sql.append(')');
      values.addAll(any);
    }
    return this;
  }

  /** Adds a condition without a value. */
  Condition and(String fixed) {
    sql.append(" AND ").append(fixed);
    return this;
  }

  /** What comes after a cursor in a list ordered by time and id, newest first. */
  Condition after(String at, String id, Cursor cursor) {
    sql.append(" AND (%s, %s) < (?, ?)".formatted(at, id));
    values.add(cursor.at());
    values.add(cursor.id());
    return this;
  }

  String sql() {
    return sql.toString();
  }

  Object[] values() {
    return values.toArray();
  }

  /** The values, and one more after them. */
  Object[] valuesAnd(Object last) {
    var all = new ArrayList<>(values);
    all.add(last);
    return all.toArray();
  }
}
