/** The organisation's word, as immutable records: people, teams, rotas, services, policies. */
@NullMarked
package dev.watchbill.roster;

import org.jspecify.annotations.NullMarked;
