/** What is asked of a running server, and told it. */
@NullMarked
package dev.watchbill.launcher.cli.server;

import org.jspecify.annotations.NullMarked;
