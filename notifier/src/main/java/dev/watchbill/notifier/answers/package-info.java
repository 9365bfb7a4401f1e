/** What people answer, and what became of it. */
@NullMarked
package dev.watchbill.notifier.answers;

import org.jspecify.annotations.NullMarked;
