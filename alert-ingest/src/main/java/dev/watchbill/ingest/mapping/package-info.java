/** Senders whose format is a mapping: presets that come with Watchbill, and the roster's own. */
@NullMarked
package dev.watchbill.ingest.mapping;

import org.jspecify.annotations.NullMarked;
