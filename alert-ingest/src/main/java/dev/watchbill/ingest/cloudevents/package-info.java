/** What senders of CloudEvents send. */
@NullMarked
package dev.watchbill.ingest.cloudevents;

import org.jspecify.annotations.NullMarked;
