package dev.watchbill.console.pages.http;

import dev.watchbill.console.auth.Principal;
import dev.watchbill.schemas.roster.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page.
 *
 * @param id person id, or token:NAME
 * @param person whose zone the page speaks in; null: nobody's, so the organisation's
 * @param mayAct whether they may acknowledge, resolve, escalate, note
 * @param csrf what each of their forms must send back
 */
public record Visitor(String id, @Nullable String person, boolean mayAct, String csrf) {
  static Visitor of(Principal who) {
    return new Visitor(who.actor(), who.person(), who.highest().covers(Role.RESPONDER), who.csrf());
  }
}
