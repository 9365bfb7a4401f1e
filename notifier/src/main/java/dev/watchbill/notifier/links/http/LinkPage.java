package dev.watchbill.notifier.links.http;

import dev.watchbill.notifier.delivery.Html;
import dev.watchbill.notifier.links.LinkActions.Answer;
import java.util.Locale;

/** What somebody sees who follows a link: one sentence, and one button at most. */
final class LinkPage {
  private LinkPage() {}

  static String asking(Answer.Asks asks) {
    var label = asks.action().substring(0, 1).toUpperCase(Locale.ROOT) + asks.action().substring(1);
    return page(
        """
        <h1>%s %s?</h1>
        <p>In the name of %s. Nothing has happened yet.</p>
        <form method="post"><button>%s</button></form>
        """
            .formatted(
                Html.escaped(label),
                Html.escaped(asks.incident()),
                Html.escaped(asks.name()),
                Html.escaped(label)));
  }

  static String saying(String sentence) {
    return page("<h1>%s</h1><p><a href=\"/\">Watchbill</a></p>".formatted(Html.escaped(sentence)));
  }

  private static String page(String body) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Watchbill</title><style>
    :root{color-scheme:light dark}
    body{font:18px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}
    h1{font-size:1.4rem}
    button{font:inherit;font-weight:600;padding:.8rem 1.6rem;border:0;border-radius:.4rem;background:#1a5fb4;color:#fff;cursor:pointer}
    button:focus-visible{outline:3px solid #f5c211}
    </style></head><body><main>
    %s
    </main></body></html>
    """
        .formatted(body);
  }
}
