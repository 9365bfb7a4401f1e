package dev.watchbill.ingest.http;

import dev.watchbill.schemas.http.ReadDeadline;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.DirectHandler;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as the server speaks it (and {@linkplain OldHealthCheck health checks} in 1.0), but that
 * the line before a chunk has an end (the server's own reader takes whatever comes up to the next
 * line end into memory, from anybody), and that nobody waits for ever for the rest of a request:
 * headers must be there in time, and a body by its {@link ReadDeadline}.
 */
public final class BoundedLines implements ServerConnectionSelector {
  /** A chunk's size, and extensions that nobody sends. */
  private static final int LONGEST = 1024;

  private final ServerConnectionSelector http1;
  private final Duration patience;

  public BoundedLines() {
    this(ReadDeadline.PATIENCE);
  }

  /**
   * @param patience how long the headers of a request may take
   */
  BoundedLines(Duration patience) {
    this.patience = patience;
    var config = Http1Config.builder().addReceiveListener(new HeadersWatch()).build();
    http1 = Http1ConnectionSelector.builder().config(config).build();
  }

  /** By when the headers that are being read must be there; null: none are. */
  private static final class Headers {
    private @Nullable ReadDeadline deadline;

    /** Somebody else still waits for what comes next. */
    private boolean givenUp;

    void await(Runnable more) {
      if (deadline == null) {
        awaitBody(more);
        return;
      }
      try {
        deadline.awaits(more);
      } catch (ReadDeadline.Passed e) {
        throw RequestException.builder()
            .type(DirectHandler.EventType.OTHER)
            .status(Status.REQUEST_TIMEOUT_408)
            .message("Expected the headers in time")
            .setKeepAlive(false)
            .build();
      }
    }

    private void awaitBody(Runnable more) {
      if (givenUp) {
        throw new IllegalStateException("what came after the time for a body isn't read");
      }
      try {
        ReadDeadline.await(more);
      } catch (ReadDeadline.Passed e) {
        givenUp = true;
        throw e;
      }
    }
  }

  /** Headers come behind a request's first line. */
  private final class HeadersWatch implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
      headers(context).deadline = new ReadDeadline(patience);
    }

    @Override
    public void headers(ConnectionContext context, io.helidon.http.Headers headers) {
      headers(context).deadline = null;
    }

    private static Headers headers(ConnectionContext context) {
      return ((Bounded) context).headers();
    }
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  /** What isn't HTTP/1.1 is told so; by itself the server would leave it without an answer. */
  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    var headers = new Headers();
    return http1.connection(
        new Bounded(context, new Reader(context.dataReader(), headers, patience), headers));
  }

  private static final class Reader extends DataReader {
    @SuppressWarnings("removal") // A reader made by its factory method can't be another's parent.
    private Reader(DataReader socket, Headers headers, Duration patience) {
      var check = new OldHealthCheck();
      super(() ->
          check.next(
              () -> next(socket, headers), () -> headers.deadline = new ReadDeadline(patience)));
    }

    private static byte[] next(DataReader socket, Headers headers) {
      if (socket.available() == 0) {
        headers.await(socket::ensureAvailable);
      }
      return socket.readBytes(socket.available());
    }

    @Override
    public String readLine() {
      if (findNewLine(LONGEST) >= LONGEST) {
        throw RequestException.builder()
            .type(DirectHandler.EventType.BAD_REQUEST)
            .message("Expected the size of a chunk, but got a long line")
            .setKeepAlive(false)
            .build();
      }
      return super.readLine();
    }
  }

  private record Bounded(ConnectionContext context, DataReader dataReader, Headers headers)
      implements ConnectionContext {
    @Override
    public ListenerContext listenerContext() {
      return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
      return context.executor();
    }

    @Override
    public DataWriter dataWriter() {
      return context.dataWriter();
    }

    @Override
    public Router router() {
      return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
      return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
      return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
      return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
      return context.localPeer();
    }

    @Override
    public boolean isSecure() {
      return context.isSecure();
    }

    @Override
    public String socketId() {
      return context.socketId();
    }

    @Override
    public String childSocketId() {
      return context.childSocketId();
    }
  }
}
