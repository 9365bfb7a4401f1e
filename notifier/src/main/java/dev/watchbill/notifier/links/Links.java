package dev.watchbill.notifier.links;

import dev.watchbill.schemas.Page;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the links that stand in messages to one person. */
public final class Links {
  /** Somebody who answers a page does so within a day. */
  static final Duration LIFETIME = Duration.ofHours(24);

  /** The action of a pass for keys of a phone; it does nothing as a link. */
  public static final String KEYS = "keys";

  private final LinkSeal seal;
  private final Supplier<Optional<String>> base;
  private final InstantSource clock;

  /**
   * @param base where people reach Watchbill; empty: the roster doesn't say, so there are no links
   */
  public Links(LinkSeal seal, Supplier<Optional<String>> base, InstantSource clock) {
    this.seal = seal;
    this.base = base;
    this.clock = clock;
  }

  /**
   * A link that acts on a page's incident in the name of its person, after asking.
   *
   * @param action as in {@code Response.action}
   */
  public Optional<String> act(Page page, String action) {
    var pass =
        new LinkPass(
            page.getPerson(),
            page.getIncident().getId(),
            action,
            page.getId(),
            clock.instant().plus(LIFETIME));
    return at("/links/" + seal.token(pass));
  }

  /**
   * Where a provider says what becomes of a call about one person's pages. Of very many the first
   * ones are told.
   *
   * @param path is followed by a token
   * @return empty: there are none, or it can't reach us
   */
  public Optional<String> phone(List<Page> pages, String path) {
    if (pages.isEmpty()) {
      return Optional.empty();
    }
    var first = pages.getFirst();
    var pass =
        new LinkPass(
            first.getPerson(),
            first.getIncident().getId(),
            KEYS,
            LinkPass.pages(pages.stream().map(Page::getId).toList()),
            clock.instant().plus(LIFETIME));
    return at(path + seal.token(pass));
  }

  /** Where a provider reaches a path of ours. */
  public Optional<String> callback(String path) {
    return at(path);
  }

  /** The incident's page in the console, behind sign-in. */
  public Optional<String> incident(String id) {
    return at("/incidents/" + id);
  }

  /** Where people reach Watchbill. */
  public Optional<String> home() {
    return at("/");
  }

  /** The inbox, behind sign-in. */
  public Optional<String> inbox() {
    return at("/inbox");
  }

  private Optional<String> at(String path) {
    return base.get().map(address -> address.replaceAll("/+$", "") + path);
  }
}
