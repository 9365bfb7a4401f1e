package dev.watchbill.ingest.sns;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A topic of Amazon SNS as the roster names it. The host that speaks for it follows from its
 * region, never from a message.
 *
 * @param host such as {@code sns.eu-central-1.amazonaws.com}
 */
record Topic(String arn, String host) {
  private static final Pattern ARN =
      Pattern.compile("arn:(aws[a-z-]*):sns:([a-z0-9-]+):[0-9]{12}:[A-Za-z0-9_.-]+");
  private static final int HTTPS = 443;

  static Optional<Topic> of(String arn) {
    var parts = ARN.matcher(arn);
    return parts.matches()
        ? Optional.of(
            new Topic(
                arn,
                "sns."
                    + parts.group(2)
                    + (parts.group(1).equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com")))
        : Optional.empty();
  }

  /** An address at this topic's host, over TLS, with nothing that could lead elsewhere. */
  Optional<URI> at(String address) {
    try {
      var uri = new URI(address);
      var isOurs =
          "https".equals(uri.getScheme())
              && host.equals(uri.getHost())
              && uri.getRawUserInfo() == null
              && (uri.getPort() == -1 || uri.getPort() == HTTPS);
      return isOurs ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
