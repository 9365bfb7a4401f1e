@NullMarked
package dev.watchbill.notifier.answers;

import org.jspecify.annotations.NullMarked;
