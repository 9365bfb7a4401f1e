/**
 * Microsoft Teams: Adaptive Cards through a channel's Workflows webhook, which can post and nothing
 * else; and a registered bot, which reaches people too, changes its cards and hears what is
 * pressed. The rest of the notifier knows only its ports.
 */
@NullMarked
package dev.watchbill.notifier.teams;

import org.jspecify.annotations.NullMarked;
