package dev.watchbill.console.readmodel.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Values as both databases keep them: what is written, and what is asked for, so that it is found.
 */
public final class Values {
  private Values() {}

  /** A way to statements whose values are kept so. */
  public static Jdbi in(Jdbi jdbi) {
    return jdbi.registerArgument(new Texts()).registerArgument(new Flags());
  }

  /** Puts one value into a statement. */
  static void set(PreparedStatement statement, int position, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(position, Types.NULL);
      // PostgreSQL has no text with a NUL in it, but what people send may.
      case String text -> statement.setString(position, text.replace('\0', '\ufffd'));
      // Yes and no are 1 and 0, as SQLite has them.
      case Boolean flag -> statement.setLong(position, flag ? 1 : 0);
      case byte[] bytes -> statement.setBytes(position, bytes);
      default -> statement.setObject(position, value);
    }
  }

  private static final class Texts extends AbstractArgumentFactory<String> {
    Texts() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
      return (position, statement, context) -> set(statement, position, value);
    }
  }

  private static final class Flags extends AbstractArgumentFactory<Boolean> {
    Flags() {
      super(Types.BIGINT);
    }

    @Override
    protected Argument build(Boolean value, ConfigRegistry config) {
      return (position, statement, context) -> set(statement, position, value);
    }
  }
}
