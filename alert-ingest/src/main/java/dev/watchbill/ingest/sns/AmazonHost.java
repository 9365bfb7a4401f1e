package dev.watchbill.ingest.sns;

import java.io.IOException;
import java.net.URI;

/** Amazon's own host of one region; nothing else is ever asked. */
@FunctionalInterface
public interface AmazonHost {
  /**
   * Gets what lies at an address, which {@link Topic} has found to be Amazon's.
   *
   * @throws IOException if it can't be had now
   */
  byte[] get(URI address) throws IOException;
}
