package dev.watchbill.console.pages.http;

import dev.watchbill.console.pages.Frame.Notice;
import dev.watchbill.schemas.config.Secrets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of an action, kept until the page after it has said so. Addresses carry only a random
 * name of it, so that no link can put words into a page.
 */
final class Notices {
  private static final int KEPT = 500;

  private final Map<String, Notice> notices =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Notice> eldest) {
              return size() > KEPT;
            }
          });

  /** The name under which the notice is found, once. */
  String keep(Notice notice) {
    var name = Secrets.mint();
    notices.put(name, notice);
    return name;
  }

  Optional<Notice> take(String name) {
    return Optional.ofNullable(notices.remove(name));
  }
}
