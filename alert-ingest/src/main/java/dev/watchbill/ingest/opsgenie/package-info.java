/** What senders to Opsgenie's Alert API send. */
@NullMarked
package dev.watchbill.ingest.opsgenie;

import org.jspecify.annotations.NullMarked;
