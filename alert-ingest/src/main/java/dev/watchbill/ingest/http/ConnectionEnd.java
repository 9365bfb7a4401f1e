package dev.watchbill.ingest.http;

import dev.watchbill.schemas.http.ReadDeadline;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;

/**
 * Ends a connection where the client asked for it (the server only says that it will, and takes
 * what comes next for another request), or where a body was answered before it was read and doesn't
 * come in time, or nobody knows how much of it will come: the server would take each chunk into
 * memory first. Whoever does send the rest goes on with the same connection.
 */
public final class ConnectionEnd implements Filter {
  private static final Duration LINGER = Duration.ofMillis(500);

  private final Duration patience;

  public ConnectionEnd() {
    this(ReadDeadline.PATIENCE);
  }

  /**
   * @param patience how long the rest of a body that was answered may take
   */
  ConnectionEnd(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    // Where nobody takes a request, the server reads all of its body before it says so.
    ReadDeadline.boundingReads(patience, chain::proceed);
    if (!response.isSent()) {
      return;
    }
    var wanted = wantsIt(request);
    var inTheMiddle = isInTheMiddle(request) && (wanted || !hasReadTheRest(request));
    if (inTheMiddle) {
      linger();
    }
    if (inTheMiddle || wanted) {
      throw new CloseConnectionException("answered, and nothing more is expected");
    }
  }

  /**
   * Closing with a body unread resets the connection, and with it an answer that isn't read yet.
   */
  private static void linger() {
    try {
      Thread.sleep(LINGER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean wantsIt(RoutingRequest request) {
    return request.headers().contains(HeaderValues.CONNECTION_CLOSE);
  }

  private static boolean isInTheMiddle(RoutingRequest request) {
    var content = request.content();
    return content.hasEntity() && !content.consumed();
  }

  private boolean hasReadTheRest(RoutingRequest request) {
    if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
      return false;
    }
    return ReadDeadline.within(
        patience,
        _ -> {
          try {
            request.content().consume();
            return request.content().consumed();
          } catch (RuntimeException e) {
            // Too late, or the client is gone.
            return false;
          }
        });
  }
}
