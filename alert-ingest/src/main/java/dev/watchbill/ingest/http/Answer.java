package dev.watchbill.ingest.http;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a sender is told.
 *
 * @param contentType empty: no body
 */
record Answer(int status, String contentType, String body, Map<String, String> headers) {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  static Answer of(int status, String contentType, String body) {
    return new Answer(status, contentType, body, Map.of());
  }

  Answer with(String header, String value) {
    var all = new TreeMap<>(headers);
    all.put(header, value);
    return new Answer(status, contentType, body, all);
  }

  Answer withoutBody() {
    return new Answer(status, "", "", headers);
  }
}
