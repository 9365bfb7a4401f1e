package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Receipt;
import java.util.Optional;

/** How receipts of rooms are named: INCIDENT/SEQ/PROVIDER/ROOM. */
final class RoomReceipts {
  private RoomReceipts() {}

  static String id(Assignment assignment, String provider, String room) {
    return "%s/%d/%s/%s"
        .formatted(assignment.getIncident().getId(), assignment.getSeq(), provider, room);
  }

  /** Which assignment of its incident one is about; empty: it is named otherwise. */
  static Optional<Long> seq(Receipt receipt) {
    var start = receipt.getIncident().length() + 1;
    var end = receipt.getId().indexOf('/', start);
    try {
      return end < 0
          ? Optional.empty()
          : Optional.of(Long.parseLong(receipt.getId().substring(start, end)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
