package dev.watchbill.console.auth.oidc;

import java.util.Set;

/**
 * What an identity provider says of somebody, once it was checked that it was the provider, to us,
 * about this log-in.
 *
 * @param subject the provider's own id of them
 * @param person value of the claim that names them; empty: there is none
 * @param verifiedEmail their address, where the provider says that it verified it; else empty
 */
public record Vouched(String subject, String person, String verifiedEmail, Set<String> groups) {
  public Vouched {
    groups = Set.copyOf(groups);
  }
}
