/** Tests of reviews. */
@NullMarked
package dev.watchbill.console.review;

import org.jspecify.annotations.NullMarked;
