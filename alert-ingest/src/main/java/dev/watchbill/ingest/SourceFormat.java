package dev.watchbill.ingest;

import java.time.Instant;

/**
 * One format that senders speak. Implementations are functions: the same bytes at the same time
 * give the same alerts (but for keys that a format has to make up), and no bytes make them throw.
 */
public interface SourceFormat {

  /**
   * Reads one request body.
   *
   * @param body within the intake's limit, no longer compressed; not changed
   * @param receivedAt by Watchbill's clock
   */
  Reading read(byte[] body, Instant receivedAt);

  /**
   * The same for formats that need more than the body: headers, or what the roster says.
   *
   * @param arrival how it came
   */
  default Reading read(byte[] body, Arrival arrival, IntegrationSettings from) {
    return read(body, arrival.at());
  }

  /** The integration's settings as this format can honour them. */
  default IntegrationSettings fit(IntegrationSettings settings) {
    return settings;
  }
}
