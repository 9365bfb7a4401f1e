/** What trackers call. */
@NullMarked
package dev.watchbill.notifier.ticket.http;

import org.jspecify.annotations.NullMarked;
