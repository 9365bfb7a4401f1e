package dev.watchbill.console.http;

/** What answers a route, once somebody was let in. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers.
   *
   * @throws Refusal if there is no such thing, or it isn't asked well
   */
  void serve(Call call) throws Exception;
}
