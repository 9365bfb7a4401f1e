package dev.watchbill.console.auth;

/**
 * Where a request came from.
 *
 * @param proxied whether that is a reverse proxy nobody named, as far as can be told: then all
 *     people come from there, and the address tells nobody from anybody
 */
public record Origin(String address, boolean proxied) {}
