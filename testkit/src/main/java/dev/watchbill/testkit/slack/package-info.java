/** Slack as it judges what it is sent, by its own published types. */
@NullMarked
package dev.watchbill.testkit.slack;

import org.jspecify.annotations.NullMarked;
