package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownBoardTest {
  private static final int MOST = 50_000;

  private final ShownBoard board = new ShownBoard("jira");

  private void shown(String incident, String room) {
    board.shown(anAssignment(incident, 1).build(), room, NOW, "X");
  }

  @Test
  void knowsTheRoomsOfAnIncident() {
    shown("checkout-42", "PAY");
    shown("checkout-42", "OPS");
    shown("checkout-42", "PAY");
    shown("checkout-4", "WEB");

    assertThat(board.rooms("checkout-42")).containsExactly("PAY", "OPS");
    assertThat(board.rooms("checkout-4")).containsExactly("WEB");
    assertThat(board.rooms("checkout-1")).isEmpty();
  }

  @Test
  void forgetsTheRoomsOfIncidentsThatItForgets() {
    shown("checkout-1", "OPS");
    shown("checkout-1", "PAY");
    shown("checkout-2", "PAY");
    IntStream.rangeClosed(1, MOST - 2).forEach(number -> shown("batch-" + number, "PAY"));

    assertThat(board.rooms("checkout-1")).containsExactly("PAY");
    shown("batch-0", "PAY");
    assertThat(board.rooms("checkout-1")).isEmpty();
    assertThat(board.rooms("checkout-2")).containsExactly("PAY");
  }
}
