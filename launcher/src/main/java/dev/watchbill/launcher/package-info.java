/** The {@code watchbill} command: everything in one process, one service of it, or a question. */
@NullMarked
package dev.watchbill.launcher;

import org.jspecify.annotations.NullMarked;
