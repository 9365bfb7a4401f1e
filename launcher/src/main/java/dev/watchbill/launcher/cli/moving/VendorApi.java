package dev.watchbill.launcher.cli.moving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.moving.Source;
import dev.watchbill.launcher.moving.UnexpectedAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A product's API, which is only read. It is asked again where it wants to be asked later; whatever
 * else it doesn't answer well is a {@link Failure}. Redirects aren't followed: the key is for one
 * address.
 */
final class VendorApi implements Source, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGEST = 32 * 1024 * 1024;
  private static final int TRIES = 6;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final Set<Integer> NOT_FOR_EVERYBODY = Set.of(402, 403, 404, 422);

  private final Vendor vendor;
  private final URI base;
  private final String key;
  private final Map<String, String> headers;
  private final Pause pause;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Waits before something is asked again. */
  interface Pause {
    void of(Duration length, String why) throws InterruptedException;
  }

  /**
   * @param base where its paths begin
   * @param headers beside that of the key
   */
  VendorApi(Vendor vendor, URI base, String key, Map<String, String> headers, Pause pause) {
    this.vendor = vendor;
    this.base = checked(base);
    this.key = key;
    this.headers = headers;
    this.pause = pause;
  }

  /** Keys aren't sent where others can read them. */
  private static URI checked(URI base) {
    var host = base.getHost();
    var local = host != null && Set.of("127.0.0.1", "localhost", "[::1]").contains(host);
    if (host == null
        || base.getRawUserInfo() != null
        || !("https".equals(base.getScheme()) || (local && "http".equals(base.getScheme())))) {
      throw new Failure(
          Exit.USAGE,
          "--url: expected an address such as https://api.example.com (http on this machine alone, as"
              + " others could read the key), but got %s://%s".formatted(base.getScheme(), host));
    }
    return base;
  }

  @Override
  public JsonNode get(String path) {
    var response = answered(path);
    if (response.statusCode() != 200) {
      throw refused(path, response.statusCode());
    }
    return read(path, response.body());
  }

  @Override
  public Optional<JsonNode> ask(String path) {
    var response = answered(path);
    return NOT_FOR_EVERYBODY.contains(response.statusCode())
        ? Optional.empty()
        : Optional.of(good(path, response));
  }

  private JsonNode good(String path, HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      throw refused(path, response.statusCode());
    }
    return read(path, response.body());
  }

  @Override
  public void close() {
    http.close();
  }

  /** The first answer that isn't "later". */
  private HttpResponse<byte[]> answered(String path) {
    var wait = Duration.ofSeconds(1);
    for (int left = TRIES; ; left--) {
      var response = send(path);
      var status = response.statusCode();
      var asked = said(response).orElse(wait);
      if (left == 1 || (status != 429 && status < 500) || asked.compareTo(LONGEST_PAUSE) > 0) {
        return response;
      }
      wait(asked, status);
      wait = wait.multipliedBy(2);
    }
  }

  private static Optional<Duration> said(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(it -> it.matches("[0-9]{1,6}"))
        .map(it -> Duration.ofSeconds(Long.parseLong(it)));
  }

  private void wait(Duration length, int status) {
    try {
      pause.of(length, "%s answered %d".formatted(vendor.name(), status));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpResponse<byte[]> send(String path) {
    var request = HttpRequest.newBuilder(address(path)).timeout(PATIENCE).GET();
    request.header("Accept", "application/json");
    request.header("Authorization", vendor.authorization(key));
    headers.forEach(request::header);
    try {
      return http.send(
          request.build(),
          info -> BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST).apply(info));
    } catch (IOException e) {
      throw new Failure(
          Exit.UNREACHABLE,
          "Expected %s at %s, but got no whole answer of at most %d MiB to GET /%s"
              .formatted(vendor.name(), base, LARGEST >> 20, plain(path)),
          e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private URI address(String path) {
    try {
      return URI.create(base.toString().replaceAll("/+$", "") + "/" + path);
    } catch (IllegalArgumentException e) {
      throw new UnexpectedAnswer(
          "Expected ids that can stand in an address, but got \"%s\"".formatted(plain(path)));
    }
  }

  private JsonNode read(String path, byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Failure(
          Exit.UNREACHABLE,
          "Expected JSON in the answer to GET /%s, but got something else: is %s the address of %s's API?"
              .formatted(plain(path), base, vendor.name()),
          e);
    } catch (IOException e) {
      throw new Failure(Exit.UNREACHABLE, "Expected an answer to GET /" + plain(path), e);
    }
  }

  private Failure refused(String path, int status) {
    var asked = "GET /" + plain(path);
    return switch (status) {
      case 401 ->
          new Failure(
              Exit.NOT_ALLOWED,
              "Expected %s to know the key in %s, but got 401 to %s"
                  .formatted(vendor.name(), vendor.variable(), asked));
      case 402, 403 ->
          new Failure(
              Exit.NOT_ALLOWED,
              "Expected the key in %s to have the right to read configuration, but got %d to %s"
                  .formatted(vendor.variable(), status, asked));
      case 404 ->
          new Failure(
              Exit.CONFIGURATION,
              "Expected %s's API at %s, but got 404 to %s".formatted(vendor.name(), base, asked));
      case 429 ->
          new Failure(
              Exit.UNREACHABLE,
              "Expected %s to answer %s, but got 429 (too many requests): ask it again later"
                  .formatted(vendor.name(), asked));
      default ->
          new Failure(
              Exit.UNREACHABLE,
              "Expected %s to answer %s, but got %d".formatted(vendor.name(), asked, status));
    };
  }

  /** Without its query. */
  private static String plain(String path) {
    return path.replaceFirst("\\?.*", "");
  }

  private Failure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Failure(Exit.UNREACHABLE, "Interrupted while asking " + vendor.name(), e);
  }
}
