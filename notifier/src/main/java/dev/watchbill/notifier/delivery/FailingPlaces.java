package dev.watchbill.notifier.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Whose attempts at one server have failed since anything got through there. One post or ticket, or
 * one room among others, that fails alone says nothing about the server.
 */
final class FailingPlaces {
  private @Nullable String room;
  private @Nullable String post;
  private boolean rooms;
  private boolean posts;

  synchronized void failed(String inRoom, String ofPost) {
    rooms |= room != null && !room.equals(inRoom);
    posts |= post != null && !post.equals(ofPost);
    room = inRoom;
    post = ofPost;
  }

  synchronized void gotThrough() {
    room = null;
    post = null;
    rooms = false;
    posts = false;
  }

  /**
   * Whether it may be that place's trouble alone.
   *
   * @param othersThere whether there are more rooms than that one
   */
  synchronized boolean isOneAlone(boolean othersThere) {
    return !posts || (othersThere && !rooms);
  }
}
