/** The whole pipeline: one process, a real broker, real senders, kills. */
@NullMarked
package dev.watchbill.launcher.pipeline;

import org.jspecify.annotations.NullMarked;
