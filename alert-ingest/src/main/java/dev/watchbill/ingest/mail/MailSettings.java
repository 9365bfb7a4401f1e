package dev.watchbill.ingest.mail;

import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Where mails are taken.
 *
 * @param listen a port of 0 is any free one
 * @param host as this server calls itself
 * @param tls for STARTTLS; empty: mails come as they are
 * @param tlsOnly whether whoever doesn't start TLS is turned away
 */
public record MailSettings(
    InetSocketAddress listen, String host, Optional<SSLContext> tls, boolean tlsOnly) {
  private static final String LISTEN = "WATCHBILL_MAIL_LISTEN";
  private static final String HOST = "WATCHBILL_MAIL_HOST";
  private static final String KEYSTORE = "WATCHBILL_MAIL_KEYSTORE";
  private static final String PASSWORD = "WATCHBILL_MAIL_KEYSTORE_PASSWORD";
  private static final String TLS = "WATCHBILL_MAIL_TLS";

  /**
   * As the environment says.
   *
   * @return empty: no mails are taken
   * @throws IllegalArgumentException if it says something that can't be
   */
  public static Optional<MailSettings> of(Environment environment) {
    return environment.value(LISTEN).map(listen -> of(listen, environment));
  }

  private static MailSettings of(String listen, Environment environment) {
    var tls = environment.value(KEYSTORE).map(file -> tls(file, environment));
    var only = environment.value(TLS).map(MailSettings::isRequired).orElse(false);
    if (only && tls.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected %s where %s is required, but it isn't set".formatted(KEYSTORE, TLS));
    }
    return new MailSettings(
        address(listen), environment.value(HOST).orElse("watchbill"), tls, only);
  }

  private static boolean isRequired(String word) {
    return switch (word) {
      case "required" -> true;
      case "offered" -> false;
      default ->
          throw new IllegalArgumentException(
              "%s: expected offered or required, but got \"%s\"".formatted(TLS, word));
    };
  }

  private static InetSocketAddress address(String listen) {
    var colon = listen.lastIndexOf(':');
    var port = listen.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "%s: expected an address and a port such as 0.0.0.0:25, but got \"%s\""
              .formatted(LISTEN, listen));
    }
    return new InetSocketAddress(listen.substring(0, colon), Integer.parseInt(port));
  }

  private static SSLContext tls(String file, Environment environment) {
    var password = environment.value(PASSWORD).orElse("").toCharArray();
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s: expected a PKCS #12 file that opens with %s, but got \"%s\""
              .formatted(KEYSTORE, PASSWORD, file),
          e);
    }
  }

  /** Nothing of the key. */
  @Override
  public String toString() {
    return "MailSettings[%s, %s, tls %s]"
        .formatted(listen, host, tls.isEmpty() ? "no" : tlsOnly ? "required" : "offered");
  }
}
