/** Incidents for other programs: CloudEvents, signed, to addresses that the roster names. */
@NullMarked
package dev.watchbill.notifier.webhook;

import org.jspecify.annotations.NullMarked;
