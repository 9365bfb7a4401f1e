/** Alerts and refusals on their topics, keys from theirs. */
@NullMarked
package dev.watchbill.ingest.kafka;

import org.jspecify.annotations.NullMarked;
