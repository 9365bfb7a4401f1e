/** Senders' HTTP requests, answered as each sender expects. */
@NullMarked
package dev.watchbill.ingest.http;

import org.jspecify.annotations.NullMarked;
