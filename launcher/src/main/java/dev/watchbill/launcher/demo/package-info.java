/** A story with a real alert, for somebody who has never seen Watchbill. */
@NullMarked
package dev.watchbill.launcher.demo;

import org.jspecify.annotations.NullMarked;
