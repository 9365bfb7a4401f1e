/** Where links lead. */
@NullMarked
package dev.watchbill.notifier.links.http;

import org.jspecify.annotations.NullMarked;
