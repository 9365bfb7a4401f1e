package dev.watchbill.launcher.up;

/** Where a start or an end says what it is doing; one line each, for people. */
@FunctionalInterface
public interface Progress {
  void say(String line);
}
