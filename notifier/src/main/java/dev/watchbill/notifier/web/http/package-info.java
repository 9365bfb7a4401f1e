/** What requests from outside have in common. */
@NullMarked
package dev.watchbill.notifier.web.http;

import org.jspecify.annotations.NullMarked;
