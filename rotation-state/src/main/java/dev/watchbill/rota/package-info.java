/**
 * The rota engine: who is on call when, and why. Pure: no clock, no Kafka, no files; the same
 * definition and window give the same answer in any process.
 */
@NullMarked
package dev.watchbill.rota;

import org.jspecify.annotations.NullMarked;
