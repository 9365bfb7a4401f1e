/** The web pages: what each shows, as plain views that templates draw. */
@NullMarked
package dev.watchbill.console.pages;

import org.jspecify.annotations.NullMarked;
