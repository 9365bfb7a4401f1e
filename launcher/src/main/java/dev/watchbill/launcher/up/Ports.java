package dev.watchbill.launcher.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Which ports are free on this machine, before anything slow is started. */
final class Ports {
  private Ports() {}

  /**
   * A port to listen on.
   *
   * @param wanted 0: any free one
   * @param purpose names the port in the refusal, such as {@code the console (--port)}
   * @throws CannotStart if the wanted port is taken
   */
  static int take(InetAddress address, int wanted, String purpose) throws CannotStart {
    try (var socket = new ServerSocket()) {
      // As a server would: a port whose last connections still linger is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CannotStart(
          "Expected port %d of %s to be free for %s, but it is in use; choose another, or 0 for any free one"
              .formatted(wanted, address.getHostAddress(), purpose),
          e);
    }
  }

  /** Any free port but this one, which is chosen already and not yet listened on. */
  static int another(InetAddress address, int chosen, String purpose) throws CannotStart {
    var port = take(address, 0, purpose);
    while (port == chosen) {
      port = take(address, 0, purpose);
    }
    return port;
  }

  /** The preferred port where it is free, otherwise any. */
  static int prefer(InetAddress address, int preferred, String purpose) throws CannotStart {
    try {
      return take(address, preferred, purpose);
    } catch (CannotStart taken) {
      return take(address, 0, purpose);
    }
  }
}
