package dev.watchbill.console.pages.http;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/** Knows who is asking. */
@FunctionalInterface
public interface Visitors {
  /** Empty: nobody who is signed in. */
  Optional<Visitor> visitor(ServerRequest request);
}
