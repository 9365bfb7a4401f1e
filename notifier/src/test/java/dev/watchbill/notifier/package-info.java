@NullMarked
package dev.watchbill.notifier;

import org.jspecify.annotations.NullMarked;
