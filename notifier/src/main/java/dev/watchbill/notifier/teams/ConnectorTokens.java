package dev.watchbill.notifier.teams;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from Microsoft's connector, for our bot, from our tenant, now, and for
 * the first time.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot">connector
 *     to bot</a>
 */
public final class ConnectorTokens {
  private static final String ISSUER = "https://api.botframework.com";
  private static final String TEAMS = "msteams";
  private static final String BEARER = "Bearer ";

  /** As Microsoft's document has it. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final TeamsSettings settings;
  private final ConnectorKeys keys;
  private final Conversations conversations;
  private final InstantSource clock;
  private final Map<String, Instant> seen = new HashMap<>();

  ConnectorTokens(TeamsSettings settings, Conversations conversations, InstantSource clock) {
    this.settings = settings;
    this.conversations = conversations;
    this.clock = clock;
    keys = new ConnectorKeys(settings.openId(), clock);
  }

  /** What a request is worth. */
  public sealed interface Verdict {
    /** It is Microsoft's, and new. */
    record Accepted() implements Verdict {}

    /**
     * It isn't, or not for us.
     *
     * @param why one sentence, for the log
     */
    record Refused(String why) implements Verdict {}

    /** The keys can't be had now. */
    record Unknown() implements Verdict {}
  }

  /**
   * Checks a request, and remembers it.
   *
   * @param authorization the header
   */
  public Verdict check(@Nullable String authorization, Activity activity) {
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return new Verdict.Refused("it has no token");
    }
    try {
      var token = SignedJWT.parse(authorization.substring(BEARER.length()).strip());
      var key = keys.find(String.valueOf(token.getHeader().getKeyID()));
      if (key.isEmpty()) {
        return keys.areKnown()
            ? new Verdict.Refused("its token is signed with a key that is not Microsoft's")
            : new Verdict.Unknown();
      }
      var claims = claims(token, key.get().key());
      return wrong(activity, claims, key.get().endorsements())
          .or(() -> repeated(activity, claims))
          .<Verdict>map(Verdict.Refused::new)
          .orElseGet(Verdict.Accepted::new);
    } catch (ParseException e) {
      return new Verdict.Refused("its token can't be read");
    } catch (BadJOSEException | JOSEException e) {
      return new Verdict.Refused("its token is not good: " + e.getMessage());
    }
  }

  /** Signature, issuer, audience and times. */
  private JWTClaimsSet claims(SignedJWT token, RSAPublicKey key)
      throws BadJOSEException, JOSEException {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(new SingleKeyJWSKeySelector<>(JWSAlgorithm.RS256, key));
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            settings.appId(),
            new JWTClaimsSet.Builder().issuer(ISSUER).build(),
            Set.of("iss", "aud", "exp")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(Math.toIntExact(SKEW.toSeconds()));
    processor.setJWTClaimsSetVerifier(verifier);
    return processor.process(token, null);
  }

  private Optional<String> wrong(Activity activity, JWTClaimsSet claims, Set<String> endorsements) {
    var service = claims.getClaim("serviceurl");
    if (!activity.source().equals(TEAMS)) {
      return Optional.of("it comes by another channel than msteams");
    }
    if (!endorsements.contains(TEAMS)) {
      return Optional.of("its key may not speak for msteams");
    }
    if (!activity.serviceUrl().equals(service)) {
      return Optional.of("its token is for another serviceUrl");
    }
    if (!conversations.mayBeAsked(activity.serviceUrl())) {
      return Optional.of("its serviceUrl is none of Teams'");
    }
    if (!activity.tenant().equalsIgnoreCase(settings.tenant())) {
      return Optional.of("it comes from another tenant");
    }
    return activity.id().isEmpty() || activity.conversation().isEmpty()
        ? Optional.of("it has no id")
        : Optional.empty();
  }

  /** As long as its token is good, it could be sent once more. */
  private synchronized Optional<String> repeated(Activity activity, JWTClaimsSet claims) {
    var now = clock.instant();
    seen.values().removeIf(until -> until.isBefore(now));
    var until = claims.getExpirationTime().toInstant().plus(SKEW);
    return seen.put(activity.key(), until) == null
        ? Optional.empty()
        : Optional.of("it came before");
  }
}
