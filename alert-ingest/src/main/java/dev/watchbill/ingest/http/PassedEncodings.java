package dev.watchbill.ingest.http;

import io.helidon.config.Config;
import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import io.helidon.http.encoding.spi.ContentEncodingProvider;
import java.util.Set;

/**
 * Has the server hand over compressed bodies as they came, where it would refuse them by itself:
 * {@link RequestBody} alone knows how much they may become. Answers are never compressed, as that
 * would hold back live ones. Found by the server through {@code META-INF/services}.
 */
public final class PassedEncodings implements ContentEncodingProvider {
  private static final String NAME = "passed-on";

  @Override
  public String configKey() {
    return NAME;
  }

  @Override
  public ContentEncoding create(Config config, String name) {
    return new Passed();
  }

  private static final class Passed implements ContentEncoding {
    @Override
    public Set<String> ids() {
      return Set.of(
          "gzip",
          "x-gzip",
          "deflate",
          "br",
          "zstd",
          "snappy",
          "compress",
          "x-compress",
          "lz4",
          "xz",
          "bzip2");
    }

    @Override
    public boolean supportsEncoding() {
      return false;
    }

    @Override
    public boolean supportsDecoding() {
      return true;
    }

    @Override
    public ContentDecoder decoder() {
      return ContentDecoder.NO_OP;
    }

    @Override
    public ContentEncoder encoder() {
      return ContentEncoder.NO_OP;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String type() {
      return NAME;
    }
  }
}
