/** What Twilio calls. */
@NullMarked
package dev.watchbill.notifier.phone.http;

import org.jspecify.annotations.NullMarked;
