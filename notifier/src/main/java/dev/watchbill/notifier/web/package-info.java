/** Talking to providers over HTTP: bounded, without redirects, refusals as values. */
@NullMarked
package dev.watchbill.notifier.web;

import org.jspecify.annotations.NullMarked;
