package dev.watchbill.notifier.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on a free port that answers each command as it is told, and keeps the mails. */
final class ScriptedMailServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Thread accepting;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, String> once = new ConcurrentHashMap<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();

  ScriptedMailServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /**
   * Answers a command in another way.
   *
   * @param answer a reply line; {@code hang} or {@code drop}
   */
  ScriptedMailServer answer(String command, String answer) {
    answers.put(command, answer);
    return this;
  }

  /** The same, but only the next time. */
  ScriptedMailServer answerOnce(String command, String answer) {
    once.put(command, answer);
    return this;
  }

  List<String> mails() {
    return mails;
  }

  List<String> commands() {
    return commands;
  }

  @Override
  public void close() {
    try {
      socket.close();
      // Until it knows, it still takes a caller.
      accepting.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        Thread.ofVirtual().start(() -> talk(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var out = client.getOutputStream()) {
      say(out, next("HELLO", "220 mail.test ESMTP"));
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        var command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        var answer = next(command, usual(command));
        if (answer.equals("drop")) {
          return;
        }
        if (answer.equals("hang")) {
          var _ = in.read();
          return;
        }
        say(out, answer);
        if (command.equals("DATA") && answer.startsWith("354")) {
          mails.add(mail(in));
          say(out, next("END", "250 kept"));
        }
      }
    } catch (IOException e) {
      // The client has gone.
      return;
    }
  }

  private String next(String command, String usual) {
    var answer = once.remove(command);
    return answer == null ? answers.getOrDefault(command, usual) : answer;
  }

  private static String mail(BufferedReader in) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      lines.add(line);
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  private static String usual(String command) {
    return switch (command) {
      case "EHLO" -> "250-mail.test\r\n250 AUTH PLAIN";
      case "AUTH" -> "235 welcome";
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      default -> "250 ok";
    };
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
