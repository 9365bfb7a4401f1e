package dev.watchbill.console.api;

import dev.watchbill.schemas.Response;

/** Where what people did goes, to be decided. */
@FunctionalInterface
public interface ResponseLog {
  /**
   * Hands a response over. It is safe when this returns.
   *
   * @throws dev.watchbill.console.auth.LogAway if it can't be kept now
   */
  void add(Response response);
}
