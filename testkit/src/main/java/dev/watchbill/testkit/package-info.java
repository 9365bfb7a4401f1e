/** The clock tests advance, and builders of valid records. */
@NullMarked
package dev.watchbill.testkit;

import org.jspecify.annotations.NullMarked;
