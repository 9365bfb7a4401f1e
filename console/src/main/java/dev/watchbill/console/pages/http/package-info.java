/** The web pages over HTTP: assets, forms, and the stream that says something changed. */
@NullMarked
package dev.watchbill.console.pages.http;

import org.jspecify.annotations.NullMarked;
