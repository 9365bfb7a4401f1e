package dev.watchbill.console.http;

import dev.watchbill.console.auth.Principal;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Whether a request that changes something comes from our own pages. A browser sends its cookie
 * whoever made it ask; so besides the cookie's {@code SameSite} we look at what the browser says
 * about the asker, and at a token only our pages know.
 *
 * @see <a
 *     href="https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html">OWASP</a>
 */
final class CrossSite {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final HeaderName TOKEN = HeaderNames.create("X-CSRF-Token");

  private CrossSite() {}

  /** Refuses what another site made a browser ask. */
  static void refuseForeign(Call call) {
    if (isForeign(call)) {
      throw Refusal.notAllowed("Expected a request from this console's own pages, but got another");
    }
  }

  /** Refuses, for a session, what can't show that it comes from our pages. */
  static void refuseUnproven(Call call, Principal who) {
    refuseForeign(call);
    if (who.kind() == Principal.Kind.SESSION && !showsToken(call, who) && !isOwn(call)) {
      throw Refusal.notAllowed(
          "Expected this session's form token, but got none: load the page again");
    }
  }

  private static boolean isForeign(Call call) {
    var site = call.header(FETCH_SITE);
    if (site.isPresent()) {
      return !site.get().equals("same-origin") && !site.get().equals("none");
    }
    return call.header(HeaderNames.ORIGIN).filter(origin -> !isHere(origin, call)).isPresent();
  }

  /** Forms are proven by their token; requests by script or JSON by what the browser says. */
  private static boolean isOwn(Call call) {
    return !isForm(call)
        && (call.header(FETCH_SITE).filter("same-origin"::equals).isPresent()
            || call.header(HeaderNames.ORIGIN).filter(origin -> isHere(origin, call)).isPresent());
  }

  private static boolean showsToken(Call call, Principal who) {
    var shown =
        call.header(TOKEN)
            .orElseGet(() -> isForm(call) ? call.form().getOrDefault("csrf", "") : "");
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), who.csrf().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isForm(Call call) {
    return call.header(HeaderNames.CONTENT_TYPE)
        .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
        .isPresent();
  }

  private static boolean isHere(String origin, Call call) {
    try {
      return URI.create(origin).getAuthority() != null
          && URI.create(origin).getAuthority().equalsIgnoreCase(call.request().authority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
