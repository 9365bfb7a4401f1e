/** The {@code watchbill} command: what it can be asked, and how it answers. */
@NullMarked
package dev.watchbill.launcher.cli;

import org.jspecify.annotations.NullMarked;
