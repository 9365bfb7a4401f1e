/** Signing in and out with a browser. */
@NullMarked
package dev.watchbill.console.auth.http;

import org.jspecify.annotations.NullMarked;
