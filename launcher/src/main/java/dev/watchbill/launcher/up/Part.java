package dev.watchbill.launcher.up;

import io.helidon.webserver.http.HttpRules;
import java.util.List;

/** One service of the pipeline, as the launcher sees it. */
interface Part extends AutoCloseable {
  /** As in {@code serve NAME}. */
  String name();

  /** Returns quickly; the work goes on in the service's own threads. */
  void start();

  /** Whether it does its work now. */
  boolean ready();

  /** What keeps it, and with it others, from ever being ready unless somebody mends it. */
  default List<String> obstacles() {
    return List.of();
  }

  /** Adds its absolute paths, where it listens at all. */
  void route(HttpRules rules);

  /** Ends within about three seconds. */
  @Override
  void close();
}
