package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.RoomChannel;
import dev.watchbill.notifier.delivery.RoomDesk;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Teams, wired: workflows, which need no settings, and the bot, where there is one. */
public final class Teams {
  private final Optional<TeamsBot> bot;
  private final ShownBoard shown = new ShownBoard(TeamsRooms.NAME);
  private final PersonChannel messages;
  private final RoomChannel rooms;

  public Teams(
      Workflows workflows,
      Optional<TeamsBot> bot,
      Supplier<RosterSnapshot> roster,
      Links links,
      InstantSource clock) {
    this.bot = bot;
    messages = new TeamsMessages(workflows, bot.map(TeamsBot::connector), roster, links);
    rooms = new TeamsRooms(workflows, bot.map(TeamsBot::rooms), shown, roster, links, clock);
  }

  /** Pages and notices. */
  public PersonChannel messages() {
    return messages;
  }

  /** Incidents in channels. */
  public RoomChannel rooms() {
    return rooms;
  }

  /** Takes note of a receipt: of what was shown before, here or elsewhere. */
  public void learn(Receipt receipt, RoomDesk desk) {
    desk.learn(receipt);
    shown.learn(receipt);
    bot.ifPresent(it -> it.learn(receipt, desk));
  }
}
