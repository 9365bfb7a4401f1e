package dev.watchbill.notifier.email;

import dev.watchbill.schemas.config.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/**
 * How mail is sent.
 *
 * @param tls from the first byte ({@code smtps:}); otherwise STARTTLS
 * @param user empty: without signing in
 * @param from sender of all messages
 * @param authorities certificates in PEM that are trusted besides the platform's
 */
public record EmailSettings(
    String host,
    int port,
    boolean tls,
    Optional<String> user,
    Optional<String> password,
    String from,
    Optional<String> authorities) {
  private static final String URL = "WATCHBILL_SMTP_URL";

  /**
   * Reads {@code WATCHBILL_SMTP_URL} ({@code smtp://user:password@host:port}, or {@code smtps:} for
   * TLS from the first byte), {@code _FROM}, {@code _CA}.
   *
   * @return empty: it isn't set
   * @throws IllegalArgumentException if the address can't be used
   */
  public static Optional<EmailSettings> of(Environment environment) {
    return environment.value(URL).map(address -> read(address, environment));
  }

  private static EmailSettings read(String address, Environment environment) {
    var uri = parse(address);
    var tls = "smtps".equals(uri.getScheme());
    if ((!tls && !"smtp".equals(uri.getScheme())) || uri.getHost() == null) {
      throw unusable();
    }
    var parts =
        Optional.ofNullable(uri.getRawUserInfo()).map(info -> info.split(":", 2)).orElse(null);
    var user = Optional.ofNullable(parts).map(some -> decoded(some[0]));
    return new EmailSettings(
        uri.getHost(),
        uri.getPort() > 0 ? uri.getPort() : tls ? 465 : 587,
        tls,
        user,
        Optional.ofNullable(parts).filter(some -> some.length > 1).map(some -> decoded(some[1])),
        environment
            .value("WATCHBILL_SMTP_FROM")
            .or(() -> user.filter(name -> name.contains("@")))
            .orElse("watchbill@" + uri.getHost()),
        environment.value("WATCHBILL_SMTP_CA"));
  }

  private static URI parse(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw unusable();
    }
  }

  /** Without the address itself: it holds a password. */
  private static IllegalArgumentException unusable() {
    return new IllegalArgumentException(
        URL + ": expected smtp://user:password@host:port or smtps://…, but got something else");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Whether it is this machine: only there a password may travel without TLS. */
  private boolean isLocal() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /** As the mail library wants them; every wait is bounded. */
  Properties properties(int timeoutMillis) {
    var properties = new Properties();
    var protocol = protocol();
    set(properties, protocol, "host", host);
    set(properties, protocol, "port", Integer.toString(port));
    set(properties, protocol, "connectiontimeout", Integer.toString(timeoutMillis));
    set(properties, protocol, "timeout", Integer.toString(timeoutMillis));
    set(properties, protocol, "writetimeout", Integer.toString(timeoutMillis));
    set(properties, protocol, "auth", Boolean.toString(user.isPresent()));
    set(properties, protocol, "ssl.checkserveridentity", "true");
    set(properties, protocol, "ssl.protocols", "TLSv1.3 TLSv1.2");
    set(properties, protocol, "quitwait", "false");
    if (!tls) {
      set(properties, protocol, "starttls.enable", "true");
      set(properties, protocol, "starttls.required", Boolean.toString(!isLocal()));
    }
    return properties;
  }

  String protocol() {
    return tls ? "smtps" : "smtp";
  }

  private static void set(Properties properties, String protocol, String name, String value) {
    properties.setProperty("mail." + protocol + "." + name, value);
  }

  /** What stands behind the @ of our own ids. */
  String domain() {
    var at = from.lastIndexOf('@');
    return at < 0 ? host : from.substring(at + 1).replaceAll("[^A-Za-z0-9.-]", "");
  }

  /** The password is a secret. */
  @Override
  public String toString() {
    return "EmailSettings[%s://%s:%d, user %s, from %s]"
        .formatted(protocol(), host, port, user.isPresent() ? "***" : "none", from);
  }
}
