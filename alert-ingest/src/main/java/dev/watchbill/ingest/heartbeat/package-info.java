/** Signals that are expected again and again, and what their absence means. */
@NullMarked
package dev.watchbill.ingest.heartbeat;

import org.jspecify.annotations.NullMarked;
