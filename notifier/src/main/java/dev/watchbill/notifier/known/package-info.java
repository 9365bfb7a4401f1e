/** What there is to be told of plans and incidents, as their topics say it. */
@NullMarked
package dev.watchbill.notifier.known;

import org.jspecify.annotations.NullMarked;
