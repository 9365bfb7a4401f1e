/**
 * From a sender's alert to ours: the types every source format shares, and the one normalisation.
 */
@NullMarked
package dev.watchbill.ingest;

import org.jspecify.annotations.NullMarked;
