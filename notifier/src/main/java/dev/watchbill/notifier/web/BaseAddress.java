package dev.watchbill.notifier.web;

import java.net.URI;

/** Where a provider is: an address that paths are added to. */
public final class BaseAddress {
  private BaseAddress() {}

  /** With the slash at its end, which people leave out. */
  public static URI of(String written) {
    return URI.create(written.endsWith("/") ? written : written + "/");
  }
}
