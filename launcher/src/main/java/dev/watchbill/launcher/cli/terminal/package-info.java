/** How every command speaks: options, tables, exit codes, its end. */
@NullMarked
package dev.watchbill.launcher.cli.terminal;

import org.jspecify.annotations.NullMarked;
