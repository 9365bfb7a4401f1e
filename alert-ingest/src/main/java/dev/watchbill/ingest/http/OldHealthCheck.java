package dev.watchbill.ingest.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * A balancer's health check in HTTP/1.0, which the server doesn't speak: HAProxy's and others' do
 * unless told otherwise. It is taken for the same in 1.1 by somebody who wants the connection
 * closed behind the answer, as 1.0 has it. What else is asked in 1.0 stays as it is.
 */
final class OldHealthCheck {
  private static final String PROTOCOL = " HTTP/1.0";

  private static final List<String> REQUESTS =
      List.of("GET /health/live", "GET /health/ready", "HEAD /health/live", "HEAD /health/ready");

  private static final int LONGEST = 8 * 1024;

  private final StringBuilder head = new StringBuilder();
  private boolean decided;

  /**
   * What the server is to read next.
   *
   * @param socket waits for more
   * @param headersBegin what is waited for from then on are headers
   */
  byte[] next(Supplier<byte[]> socket, Runnable headersBegin) {
    var bytes = socket.get();
    if (decided) {
      return bytes;
    }
    take(bytes);
    while (mayBecomeOne()) {
      take(socket.get());
    }
    decided = true;
    var request = REQUESTS.stream().filter(it -> firstLine().equals(it + PROTOCOL)).findFirst();
    if (request.isEmpty()) {
      return handedOn();
    }
    headersBegin.run();
    // They say nothing that matters here.
    while (!hasAllHeaders() && head.length() < LONGEST) {
      take(socket.get());
    }
    return (request.get() + " HTTP/1.1\r\nHost: health\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** All that was read, which isn't kept for as long as the connection lasts. */
  private byte[] handedOn() {
    var bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    head.setLength(0);
    head.trimToSize();
    return bytes;
  }

  private void take(byte[] more) {
    head.append(new String(more, StandardCharsets.ISO_8859_1));
  }

  private boolean mayBecomeOne() {
    var line = firstLine();
    return head.indexOf("\n") < 0
        && REQUESTS.stream().anyMatch(request -> (request + PROTOCOL).startsWith(line));
  }

  /** Or what there is of it. */
  private String firstLine() {
    var end = head.indexOf("\n");
    var line = end < 0 ? head.toString() : head.substring(0, end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private boolean hasAllHeaders() {
    return head.indexOf("\n\r\n") >= 0 || head.indexOf("\n\n") >= 0;
  }
}
