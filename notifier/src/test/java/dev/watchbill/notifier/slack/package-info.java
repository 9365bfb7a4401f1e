@NullMarked
package dev.watchbill.notifier.slack;

import org.jspecify.annotations.NullMarked;
