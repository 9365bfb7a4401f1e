/**
 * Microsoft Teams: Adaptive Cards to a channel's Workflows webhook. Start reading at {@link
 * dev.watchbill.notifier.teams.IncidentCard}.
 */
@NullMarked
package dev.watchbill.notifier.teams;

import org.jspecify.annotations.NullMarked;
