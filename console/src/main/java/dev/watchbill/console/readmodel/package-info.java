/**
 * What the topics say, as tables: a projection a topic, and the questions asked of them. Offsets
 * stand in the same transaction as the rows.
 */
@NullMarked
package dev.watchbill.console.readmodel;

import org.jspecify.annotations.NullMarked;
