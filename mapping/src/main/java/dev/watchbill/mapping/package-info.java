/**
 * The language that says how any sender's body becomes alerts: who checks it and who runs it share
 * it, so that what is accepted is what will run. See ADR 0007.
 */
@NullMarked
package dev.watchbill.mapping;

import org.jspecify.annotations.NullMarked;
