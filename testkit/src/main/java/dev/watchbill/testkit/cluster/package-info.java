/** Watchbill as several processes on one machine, a provider that counts, and processes killed. */
@NullMarked
package dev.watchbill.testkit.cluster;

import org.jspecify.annotations.NullMarked;
