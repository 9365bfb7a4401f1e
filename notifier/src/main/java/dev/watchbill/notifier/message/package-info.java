/** What messages say, where the roster says it otherwise, and what a template may name. */
@NullMarked
package dev.watchbill.notifier.message;

import org.jspecify.annotations.NullMarked;
