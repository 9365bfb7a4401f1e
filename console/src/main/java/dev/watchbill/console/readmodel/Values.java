package dev.watchbill.console.readmodel;

import java.sql.Types;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Values as both databases keep them: what is written, and what is asked for, so that it is found.
 */
final class Values {
  private Values() {}

  /** A way to statements whose values are kept so. */
  static Jdbi in(Jdbi jdbi) {
    return jdbi.registerArgument(new Texts()).registerArgument(new Flags());
  }

  /** PostgreSQL has no text with a NUL in it, but what people send may. */
  private static final class Texts extends AbstractArgumentFactory<String> {
    Texts() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
      return (position, statement, context) ->
          statement.setString(position, value.replace('\0', '\ufffd'));
    }
  }

  /** Yes and no are 1 and 0, as SQLite has them. */
  private static final class Flags extends AbstractArgumentFactory<Boolean> {
    Flags() {
      super(Types.BIGINT);
    }

    @Override
    protected Argument build(Boolean value, ConfigRegistry config) {
      return (position, statement, context) -> statement.setLong(position, value ? 1 : 0);
    }
  }
}
