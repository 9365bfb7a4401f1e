/** SMS and calls over Twilio's API, and what people answer by phone. */
@NullMarked
package dev.watchbill.notifier.phone;

import org.jspecify.annotations.NullMarked;
