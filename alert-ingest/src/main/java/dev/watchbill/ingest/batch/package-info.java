/** Bodies that come together, with nobody waiting for an answer to each. */
@NullMarked
package dev.watchbill.ingest.batch;

import org.jspecify.annotations.NullMarked;
