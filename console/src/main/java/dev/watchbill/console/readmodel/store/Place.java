package dev.watchbill.console.readmodel.store;

/** A partition of a topic. */
public record Place(String topic, int partition) {}
