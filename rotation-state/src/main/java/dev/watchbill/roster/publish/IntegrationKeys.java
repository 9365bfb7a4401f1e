package dev.watchbill.roster.publish;

import dev.watchbill.roster.Roster;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Secrets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The keys of a roster's integrations as credentials: only their hashes. */
public final class IntegrationKeys {
  private IntegrationKeys() {}

  /**
   * One credential for each integration whose key can be resolved, by its id. The same roster and
   * environment give equal records.
   */
  public static Map<String, Credential> of(Roster roster, Environment environment) {
    var credentials = new TreeMap<String, Credential>();
    roster
        .integrations()
        .forEach((name, sender) ->
            sender
                .key()
                .flatMap(environment::resolve)
                .ifPresent(key -> credentials.put("integration:" + name, credential(name, key))));
    return credentials;
  }

  private static Credential credential(String name, String key) {
    return Credential.newBuilder()
        .setId("integration:" + name)
        .setKind("integration")
        .setHash(Secrets.hash(key))
        .setRole("sender")
        .setIntegration(name)
        .setCreatedAt(Instant.EPOCH)
        .setWhy("roster")
        .build();
  }
}
