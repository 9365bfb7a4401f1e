@NullMarked
package dev.watchbill.notifier.delivery;

import org.jspecify.annotations.NullMarked;
