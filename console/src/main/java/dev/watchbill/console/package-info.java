/** The console: the topics as tables, an API and pages over them. */
@NullMarked
package dev.watchbill.console;

import org.jspecify.annotations.NullMarked;
