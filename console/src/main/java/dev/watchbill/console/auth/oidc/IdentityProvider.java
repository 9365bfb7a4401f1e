package dev.watchbill.console.auth.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OpenID provider: the code flow with PKCE, state and nonce. What it signs is checked with the
 * keys it publishes, which are read again when it signs with another.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect
 *     Core, 3.1</a>
 */
public final class IdentityProvider {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityProvider.class);
  private static final int PATIENCE_MS = 5_000;
  private static final int LARGEST_KEYS = 256 * 1024;

  /** Signatures only the provider can make: with shared secrets, or none, others could. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcSettings settings;
  private final ClientID client;
  private volatile @Nullable Known known;

  /** What it publishes of itself. */
  private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

  /**
   * A log-in that begins.
   *
   * @param address where the browser goes
   * @param remembered what the same browser must bring back; nobody else may see it
   */
  public record Beginning(URI address, String remembered) {}

  /** How a log-in ended. */
  public sealed interface Ending {
    /** The provider vouches for somebody. */
    record Known(Vouched who) implements Ending {}

    /** It doesn't, or it isn't certain that it was the provider, or meant for this browser. */
    record Refused(String why) implements Ending {}

    /** It can't be asked now. */
    record Away() implements Ending {}
  }

  public IdentityProvider(OidcSettings settings) {
    this.settings = settings;
    this.client = new ClientID(settings.clientId());
  }

  /** As its button says. */
  public String name() {
    return settings.name();
  }

  public OidcSettings settings() {
    return settings;
  }

  /**
   * Begins a log-in.
   *
   * @param redirect where the provider sends the browser back to
   * @return empty: the provider can't be asked now
   */
  public Optional<Beginning> begin(URI redirect) {
    var state = new State();
    var nonce = new Nonce();
    var verifier = new CodeVerifier();
    return known()
        .map(provider ->
            new AuthenticationRequest.Builder(
                    ResponseType.CODE,
                    new Scope(settings.scopes().toArray(String[]::new)),
                    client,
                    redirect)
                .endpointURI(provider.metadata().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI())
        .map(address ->
            new Beginning(
                address,
                String.join("~", state.getValue(), nonce.getValue(), verifier.getValue())));
  }

  /**
   * Ends a log-in.
   *
   * @param callback the address the browser came back to, whole
   * @param remembered of the same browser's beginning
   * @param redirect as it was given then
   */
  public Ending end(URI callback, String remembered, URI redirect) {
    var parts = List.of(remembered.split("~", -1));
    if (parts.size() != 3) {
      return new Ending.Refused("This log-in didn't begin in this browser; begin it again.");
    }
    var provider = known();
    if (provider.isEmpty()) {
      return new Ending.Away();
    }
    try {
      var code = code(callback, parts.get(0), provider.get());
      return vouched(provider.get(), code, redirect, parts);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("identity provider can't be reached");
      return new Ending.Away();
    } catch (GeneralException | BadJOSEException | JOSEException e) {
      LOG.atWarn().addKeyValue("why", e.getMessage()).log("log-in refused");
      return new Ending.Refused("The log-in can't be accepted: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      // What the browser remembered, or came back with, was made up.
      return new Ending.Refused("This log-in can't be read; begin it again.");
    }
  }

  private static AuthorizationCode code(URI callback, String state, Known provider)
      throws GeneralException {
    var response = AuthenticationResponseParser.parse(callback);
    if (response.getState() == null || !response.getState().equals(new State(state))) {
      throw new GeneralException("it belongs to another browser's log-in (state)");
    }
    var issuer = response.getIssuer();
    if (issuer != null && !issuer.equals(provider.metadata().getIssuer())) {
      throw new GeneralException("another provider answered (iss)");
    }
    if (!response.indicatesSuccess()) {
      throw new GeneralException(
          "the identity provider said "
              + Objects.requireNonNullElse(
                  response.toErrorResponse().getErrorObject().getCode(), "no"));
    }
    var code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw new GeneralException("the identity provider gave no code");
    }
    return code;
  }

  private Ending vouched(Known provider, AuthorizationCode code, URI redirect, List<String> parts)
      throws IOException, GeneralException, BadJOSEException, JOSEException {
    var grant = new AuthorizationCodeGrant(code, redirect, new CodeVerifier(parts.get(2)));
    var request = tokenRequest(provider.metadata(), grant).toHTTPRequest();
    request.setConnectTimeout(PATIENCE_MS);
    request.setReadTimeout(PATIENCE_MS);
    var response = OIDCTokenResponseParser.parse(request.send());
    if (!response.indicatesSuccess()) {
      throw new GeneralException(
          "the identity provider refused the code ("
              + response.toErrorResponse().getErrorObject().getCode()
              + ")");
    }
    var tokens = response.toSuccessResponse();
    var token = ((OIDCTokenResponse) tokens).getOIDCTokens().getIDToken();
    var claims = provider.validator().validate(token, new Nonce(parts.get(1)));
    // The library asks for it only where it is the one of several audiences.
    var given = claims.getAuthorizedParty();
    if (given != null && !given.getValue().equals(client.getValue())) {
      throw new GeneralException("it was given to another client (azp)");
    }
    return new Ending.Known(vouched(claims));
  }

  private TokenRequest tokenRequest(OIDCProviderMetadata metadata, AuthorizationCodeGrant grant) {
    var endpoint = metadata.getTokenEndpointURI();
    if (settings.secret().isEmpty()) {
      return new TokenRequest.Builder(endpoint, client, grant).build();
    }
    var secret = new Secret(settings.secret().get());
    var methods = metadata.getTokenEndpointAuthMethods();
    var post =
        methods != null
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    return new TokenRequest.Builder(
            endpoint,
            post ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret),
            grant)
        .build();
  }

  private Vouched vouched(IDTokenClaimsSet claims) {
    return new Vouched(
        claims.getSubject().getValue(),
        Objects.requireNonNullElse(claims.getStringClaim(settings.personClaim()), ""),
        Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"))
            ? Objects.requireNonNullElse(claims.getStringClaim("email"), "")
            : "",
        groups(claims));
  }

  private Set<String> groups(IDTokenClaimsSet claims) {
    var claimed = claims.getClaim(settings.groupsClaim());
    var groups = new HashSet<String>();
    if (claimed instanceof List<?> many) {
      many.forEach(one -> groups.add(String.valueOf(one)));
    } else if (claimed instanceof String one) {
      groups.add(one);
    }
    return groups;
  }

  /** Asked for again until it answered once. */
  private Optional<Known> known() {
    var before = known;
    if (before != null) {
      return Optional.of(before);
    }
    try {
      var metadata =
          OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), PATIENCE_MS, PATIENCE_MS);
      var found = new Known(metadata, validator(metadata));
      known = found;
      return Optional.of(found);
    } catch (GeneralException | IOException e) {
      LOG.atWarn()
          .addKeyValue("issuer", settings.issuer())
          .setCause(e)
          .log("identity provider doesn't say who it is");
      return Optional.empty();
    }
  }

  private IDTokenValidator validator(OIDCProviderMetadata metadata) throws IOException {
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.<SecurityContext>create(
                metadata.getJWKSetURI().toURL(),
                new DefaultResourceRetriever(PATIENCE_MS, PATIENCE_MS, LARGEST_KEYS))
            .refreshAheadCache(false)
            .retrying(true)
            .build();
    var algorithms = new HashSet<>(ALGORITHMS);
    var offered = metadata.getIDTokenJWSAlgs();
    if (offered != null && offered.stream().anyMatch(ALGORITHMS::contains)) {
      algorithms.retainAll(offered);
    }
    var validator =
        new IDTokenValidator(
            metadata.getIssuer(), client, new JWSVerificationKeySelector<>(algorithms, keys), null);
    validator.setMaxClockSkew((int) Duration.ofSeconds(30).toSeconds());
    return validator;
  }
}
