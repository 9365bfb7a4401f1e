package dev.watchbill.ingest;

/**
 * A body that carried its sender's key, and no longer does.
 *
 * @param key as it was presented
 * @param rest the body as it came, with {@code ***} in the key's place and nowhere else
 */
public record KeyedBody(String key, String rest) {

  /** Shows neither: the rest is a message body. */
  @Override
  public String toString() {
    return "KeyedBody[***]";
  }
}
