package dev.watchbill.rota;

import java.util.List;

/** The turns of one rotation and who has them. */
interface Turns {
  /** The pieces that meet this window, whole, in order and without overlap. */
  List<Piece> between(long from, long to);
}
