/** Push messages over an ntfy server, the organisation's own or a public one. */
@NullMarked
package dev.watchbill.notifier.push;

import org.jspecify.annotations.NullMarked;
