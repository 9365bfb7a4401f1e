/** Whose key a sender presented, and how much it may send. */
@NullMarked
package dev.watchbill.ingest.auth;

import org.jspecify.annotations.NullMarked;
