/** One table of routes, and the gate each of them stands behind. */
@NullMarked
package dev.watchbill.console.http;

import org.jspecify.annotations.NullMarked;
