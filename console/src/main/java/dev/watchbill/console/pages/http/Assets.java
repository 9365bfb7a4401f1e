package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Answers;
import dev.watchbill.schemas.config.Secrets;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Style, scripts and icon: a fixed list, read once, public, and asked for again only when they
 * changed.
 */
public final class Assets {
  private static final String OURS = "/dev/watchbill/console/static/";
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final Map<String, String> SOURCES =
      Map.of(
          "console.css", OURS + "console.css",
          "console.js", OURS + "console.js",
          "watchbill.svg", OURS + "watchbill.svg",
          "htmx.min.js", WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js",
          "sse.js", WEBJARS + "htmx-ext-sse/2.2.2/sse.js");

  private final Map<String, Asset> assets =
      SOURCES.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey, source -> Asset.read(source.getValue())));

  private static final class Asset {
    private final byte[] bytes;
    private final String type;
    private final String tag;

    private Asset(byte[] bytes, String type) {
      this.bytes = bytes;
      this.type = type;
      this.tag =
          "\"" + Secrets.hash(new String(bytes, StandardCharsets.UTF_8)).substring(0, 16) + "\"";
    }

    static Asset read(String resource) {
      try (var stream = Assets.class.getResourceAsStream(resource)) {
        if (stream == null) {
          throw new IllegalStateException(
              "Expected the resource " + resource + ", but it isn't on the class path");
        }
        return new Asset(stream.readAllBytes(), typeOf(resource));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String typeOf(String resource) {
      return switch (resource.substring(resource.lastIndexOf('.'))) {
        case ".css" -> "text/css; charset=utf-8";
        case ".js" -> "text/javascript; charset=utf-8";
        default -> "image/svg+xml";
      };
    }
  }

  void serve(ServerRequest request, ServerResponse response) {
    @Nullable Asset asset = assets.get(request.path().pathParameters().get("name"));
    if (asset == null) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    response.header(HeaderNames.ETAG, asset.tag);
    response.header(HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache"));
    if (request.headers().first(HeaderNames.IF_NONE_MATCH).filter(asset.tag::equals).isPresent()) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, asset.type);
    Answers.body(request, response, asset.bytes);
  }
}
