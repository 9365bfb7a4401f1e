package dev.watchbill.console.readmodel;

/** A partition of a topic. */
public record Place(String topic, int partition) {}
