package dev.watchbill.ingest.http;

import dev.watchbill.ingest.sns.AmazonHost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks Amazon, following no redirect and reading no more than a certificate has. */
final class AmazonClient implements AmazonHost {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LARGEST = 64 * 1024;
  private static final int OK = 200;

  /** Made when the first topic is configured and heard of: most organisations have none. */
  private static final class Lazily {
    private static final HttpClient HTTP =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
  }

  @Override
  public byte[] get(URI address) throws IOException {
    try {
      var request = HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
      var answer = Lazily.HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (var in = answer.body()) {
        if (answer.statusCode() != OK) {
          throw new IOException("Expected 200 from Amazon, but got " + answer.statusCode());
        }
        return in.readNBytes(LARGEST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking Amazon", e);
    }
  }
}
