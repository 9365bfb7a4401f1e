package dev.watchbill.ingest.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * HTTP/1.1 as the server speaks it, but that the line before a chunk has an end (the server's own
 * reader takes whatever comes up to the next line end into memory, from anybody), and that whoever
 * waits for more of a body waits until its {@link BodyDeadline} only.
 */
public final class BoundedLines implements ServerConnectionSelector {
  /** A chunk's size, and extensions that nobody sends. */
  private static final int LONGEST = 1024;

  private final ServerConnectionSelector http1 =
      Http1ConnectionSelector.builder().config(Http1Config.create()).build();

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
    return http1.connection(new Bounded(context, new Reader(context.dataReader())));
  }

  private static final class Reader extends DataReader {
    @SuppressWarnings("removal") // A reader made by its factory method can't be another's parent.
    private Reader(DataReader socket) {
      super(() -> {
        if (socket.available() == 0) {
          BodyDeadline.await(socket::ensureAvailable);
        }
        return socket.readBytes(socket.available());
      });
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

  private record Bounded(ConnectionContext context, DataReader dataReader)
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
