/**
 * What modules share: generated Avro records, and the one list of topics. Not null-marked as a
 * whole, as Avro's generated accessors say nothing about null.
 */
package dev.watchbill.schemas;
