package dev.watchbill.ingest.http;

import io.helidon.common.uri.UriPath;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Paths as senders write them whose base URL ends with a slash ({@code //v2/enqueue}), or whose own
 * does ({@code /v2/enqueue/}).
 */
public final class PlainPaths implements Filter {
  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    var prologue = request.prologue();
    var raw = prologue.uriPath().rawPath();
    var plain = plain(raw);
    if (!plain.equals(raw)) {
      request.prologue(prologue.withUriPath(UriPath.create(plain)));
    }
    chain.proceed();
  }

  /** A path that begins with one slash, and ends with one only if it is all there is. */
  static String plain(String raw) {
    var start = 0;
    while (raw.startsWith("//", start)) {
      start++;
    }
    var end = raw.length();
    while (end > start + 1 && raw.charAt(end - 1) == '/') {
      end--;
    }
    return raw.substring(start, end);
  }
}
