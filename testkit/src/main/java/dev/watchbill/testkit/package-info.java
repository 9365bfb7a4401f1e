/** The clock that tests advance, and the boundaries that every module keeps. */
@NullMarked
package dev.watchbill.testkit;

import org.jspecify.annotations.NullMarked;
