package dev.watchbill.console.pages;

import dev.watchbill.console.review.EventWords;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.roster.RosterSnapshot;

/**
 * Says timeline entries in words.
 *
 * @param roster knows people's names
 */
record Story(RosterSnapshot roster) {

  IncidentView.Entry entry(IncidentEvent event) {
    return new IncidentView.Entry(
        event.getAt(), event.getType(), new EventWords(roster).what(event), event.getWhy());
  }
}
