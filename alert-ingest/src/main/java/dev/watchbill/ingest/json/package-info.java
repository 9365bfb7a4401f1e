/** Bounded, streaming JSON, read so that one bad field doesn't spoil its neighbours. */
@NullMarked
package dev.watchbill.ingest.json;

import org.jspecify.annotations.NullMarked;
