/** Silences as an Alertmanager's clients make, look up and end them. */
@NullMarked
package dev.watchbill.ingest.silence;

import org.jspecify.annotations.NullMarked;
