/** What is done with roster files: begin, check and try them. */
@NullMarked
package dev.watchbill.launcher.cli.roster;

import org.jspecify.annotations.NullMarked;
