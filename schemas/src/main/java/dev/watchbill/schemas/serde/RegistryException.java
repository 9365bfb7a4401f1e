package dev.watchbill.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The registry refused a schema, doesn't know an id, or can't be reached. */
public final class RegistryException extends SerializationException {
  private static final long serialVersionUID = 1L;

  private final boolean retriable;

  /**
   * @param retriable whether the same question may be answered later
   */
  public RegistryException(String message, boolean retriable, @Nullable Throwable cause) {
    super(message, cause);
    this.retriable = retriable;
  }

  /** Whether the same question may be answered later: the registry was away, not against it. */
  public boolean retriable() {
    return retriable;
  }
}
