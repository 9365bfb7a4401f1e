package dev.watchbill.notifier.teams;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where conversations are kept, and which one is whose. It is learnt from what Microsoft has signed
 * alone, and only Microsoft's own hosts are asked: our token goes nowhere else. Bounded; whatever
 * isn't known is asked for at the usual address.
 */
final class Conversations {
  private static final String MICROSOFT = "smba.trafficmanager.net";
  private static final int MOST = 10_000;

  private final URI usual;
  private final Map<String, URI> services = bounded();
  private final Map<String, String> chats = bounded();

  /**
   * @param usual where it is asked for conversations that nobody has written in
   */
  Conversations(URI usual) {
    this.usual = usual;
  }

  /** Whether our token may be sent there. */
  boolean mayBeAsked(String serviceUrl) {
    return address(serviceUrl).isPresent();
  }

  /** Remembers where an activity came from. It must have been checked. */
  synchronized void learn(Activity activity) {
    address(activity.serviceUrl()).ifPresent(service -> services.put(root(activity), service));
    if (activity.isPersonal() && !activity.user().isEmpty()) {
      chats.put(key(activity.user()), activity.conversation());
    }
  }

  /** Where a conversation is kept. */
  synchronized URI service(String conversation) {
    return services.getOrDefault(root(conversation), usual);
  }

  /** The conversation with one person; empty: it has to be opened. */
  synchronized Optional<String> chat(String user) {
    return Optional.ofNullable(chats.get(key(user)));
  }

  synchronized void opened(String user, String conversation) {
    chats.put(key(user), conversation);
  }

  synchronized void gone(String user) {
    chats.remove(key(user));
  }

  private Optional<URI> address(String serviceUrl) {
    try {
      var uri = new URI(serviceUrl);
      var ours =
          usual.getScheme().equals(uri.getScheme())
              && usual.getAuthority().equals(uri.getAuthority());
      var theirs = "https".equals(uri.getScheme()) && MICROSOFT.equals(uri.getAuthority());
      return (ours || theirs) && uri.getRawQuery() == null && uri.getRawFragment() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (java.net.URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String root(Activity activity) {
    return root(activity.conversation());
  }

  /** Threads are where their channel is. */
  private static String root(String conversation) {
    var end = conversation.indexOf(';');
    return end < 0 ? conversation : conversation.substring(0, end);
  }

  private static String key(String user) {
    return user.toLowerCase(Locale.ROOT);
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }
}
