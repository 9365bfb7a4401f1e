/** What senders to PagerDuty's Events API v2 send. */
@NullMarked
package dev.watchbill.ingest.pagerduty;

import org.jspecify.annotations.NullMarked;
