/** Mattermost: one post an incident in each channel, changed as it moves, by a bot. */
@NullMarked
package dev.watchbill.notifier.mattermost;

import org.jspecify.annotations.NullMarked;
