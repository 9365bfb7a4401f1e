package dev.watchbill.console.auth;

import dev.watchbill.schemas.Credential;

/** Where credentials are kept for all consoles and over restarts. */
public interface CredentialLog {
  /**
   * Keeps a credential. It is safe when this returns.
   *
   * @throws LogAway if it can't be kept now
   */
  void put(Credential credential);

  /**
   * Takes a credential back.
   *
   * @throws LogAway if that can't be kept now
   */
  void remove(String id);
}
