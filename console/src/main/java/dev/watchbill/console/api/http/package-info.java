/** {@code /api/v1} over HTTP. */
@NullMarked
package dev.watchbill.console.api.http;

import org.jspecify.annotations.NullMarked;
