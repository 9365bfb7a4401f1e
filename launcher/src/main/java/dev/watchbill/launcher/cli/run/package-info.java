/** What runs: the demo, everything in one process, one service, or a simulation. */
@NullMarked
package dev.watchbill.launcher.cli.run;

import org.jspecify.annotations.NullMarked;
