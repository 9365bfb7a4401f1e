package dev.watchbill.planner.files;

import dev.watchbill.roster.yaml.KeptFeeds;
import dev.watchbill.schemas.config.Outside;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Reads one calendar from its address, and keeps it. */
final class FeedReader implements AutoCloseable {
  /** How long a calendar may take to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What is wrong with one that doesn't. */
  static final String SILENT = "no answer within %d s".formatted(PATIENCE.toSeconds());

  private static final int LARGEST = 5 << 20;

  private final KeptFeeds kept;
  private final Outside outside;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  FeedReader(KeptFeeds kept, Outside outside, InstantSource clock) {
    this.kept = kept;
    this.outside = outside;
    this.clock = clock;
  }

  /**
   * Reads and keeps it.
   *
   * @return what is wrong with it, without its address, which may be a secret; null: nothing
   */
  @Nullable String read(String address) throws InterruptedException {
    try {
      return ask(address);
    } catch (HttpTimeoutException e) {
      return SILENT;
    } catch (IOException e) {
      // Its message may repeat the address.
      return "it can't be reached (%s)".formatted(e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      return "it can't be asked (%s)".formatted(e.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private @Nullable String ask(String address) throws IOException, InterruptedException {
    var uri = URI.create(address);
    var objection = outside.objection(uri);
    if (objection.isPresent()) {
      return objection.get();
    }
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Accept", "text/calendar, */*;q=0.1")
            .GET()
            .build();
    var answer = http.send(request, BodyHandlers.ofInputStream());
    try (var body = answer.body()) {
      if (answer.statusCode() != 200) {
        return wrong(answer);
      }
      var bytes = body.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        return "it is larger than %d MiB".formatted(LARGEST >> 20);
      }
      return keep(address, bytes);
    }
  }

  private static String wrong(HttpResponse<?> answer) {
    var status = answer.statusCode();
    return status / 100 == 3
        ? "it answers %d, and redirects aren't followed".formatted(status)
        : "it answers " + status;
  }

  private @Nullable String keep(String address, byte[] bytes) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "it isn't UTF-8";
    }
    var objection = KeptFeeds.objection(text);
    if (objection != null) {
      return "it is " + objection;
    }
    var meaning = meaningful(text);
    var same = kept.text(address).map(FeedReader::meaningful).filter(meaning::equals).isPresent();
    if (!same || !kept.readAgain(address, clock.instant())) {
      kept.keep(address, text, clock.instant());
    }
    return null;
  }

  /** Many servers stamp each answer with its time. */
  private static String meaningful(String text) {
    return text.replaceAll("(?m)^(DTSTAMP|LAST-MODIFIED|CREATED)[^\\n]*\\n", "");
  }
}
