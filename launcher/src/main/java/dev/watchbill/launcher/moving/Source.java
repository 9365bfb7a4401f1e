package dev.watchbill.launcher.moving;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Where a product's answers come from: its API, or files they were saved to. It is only read. */
public interface Source {
  /**
   * One answer.
   *
   * @param path below the address, with its query, without a slash before it
   */
  JsonNode get(String path);

  /**
   * The same of what not every account has or may read.
   *
   * @return empty: there is no such thing here, or it may not be read
   */
  Optional<JsonNode> ask(String path);
}
