/** Messages that come through Amazon SNS. */
@NullMarked
package dev.watchbill.ingest.sns;

import org.jspecify.annotations.NullMarked;
