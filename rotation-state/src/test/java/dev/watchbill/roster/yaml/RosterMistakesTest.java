package dev.watchbill.roster.yaml;

import static dev.watchbill.roster.RosterText.GOOD;
import static dev.watchbill.roster.RosterText.said;
import static dev.watchbill.roster.RosterText.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of mistake, made alone in a good roster, with the whole message it causes. */
class RosterMistakesTest {
  private static final String TYPES =
      "[alertmanager, grafana, pagerduty, opsgenie, heartbeat, kafka, json, cloudevents, zabbix,"
          + " icinga, nagios, datadog, sentry, uptime-kuma, healthchecks, cloudwatch, email]";

  private static final String ROTATION =
      "{name: weekly, members: [asha, bo], start: 2026-01-05T09:00, shift: 1w}";
  private static final String ASHA =
      "asha: {name: Asha Rao, timezone: Asia/Kolkata, contacts: {slack: U02ASHA}}";
  private static final String COVER =
      "{schedule: primary, who: bo, from: \"2026-02-01T08:00Z\", to: \"2026-02-02T08:00Z\"}";
  private static final String STEPS = "{steps: [{notify: [\"schedule:primary\"], patience: 5m}]}";

  @Test
  void saysNothingAboutAGoodRoster() {
    assertThat(said(GOOD)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "wrongWords",
    "wrongReferences",
    "wrongTimes",
    "wrongRotations",
    "wrongOverrides",
    "wrongPolicies",
    "wrongIntegrations",
    "maintenanceAndDeferral",
    "notBuiltYet",
    "doubtful"
  })
  void saysWhatIsWrong(String kind, String piece, String instead, String message) {
    assertThat(said(with(piece, instead))).containsExactly(message);
  }

  static Stream<Arguments> wrongWords() {
    return Stream.of(
        arguments(
            "an unknown key",
            "bo: {contacts:",
            "bo: {contact:",
            "roster/shop.yaml:7: people.bo.contact: expected one of [name, timezone, waking,"
                + " do-not-disturb, holidays, share, contacts, notify, phone-order, away], but got"
                + " \"contact\" (did you mean \"contacts\"?)"),
        arguments(
            "a key twice",
            "  bo: {",
            "  asha: {}\n  bo: {",
            "roster/shop.yaml:7: people.asha: expected each key once, but got \"asha\" again"
                + " (first at roster/shop.yaml:6)"),
        arguments(
            "an id with a space",
            "  bo: {contacts: {email: bo@example.com}}",
            "  bo: {contacts: {email: bo@example.com}}\n  bo two: {contacts: {slack: U1}}",
            "roster/shop.yaml:8: people.bo two: expected an id of letters, digits and . _ - @ + of"
                + " at most 100 characters, but got \"bo two\""),
        arguments(
            "a person called nobody",
            "  bo: {contacts: {email: bo@example.com}}",
            "  bo: {contacts: {email: bo@example.com}}\n  nobody: {contacts: {slack: U1}}",
            "roster/shop.yaml:8: people.nobody: expected another id, as a rotation's turns may be"
                + " nobody's, but got \"nobody\""),
        arguments(
            "a service id that intake would write otherwise",
            "  gateway: {",
            "  card gateway: {",
            "roster/shop.yaml:19: services.card gateway: expected an id of A-Z a-z 0-9 . _ - of at"
                + " most 100 characters, but got \"card gateway\""),
        arguments(
            "a value without text",
            "name: Example Shop",
            "name:",
            "roster/shop.yaml:2: organization.name: expected text, but got nothing"),
        arguments(
            "empty text",
            "name: weekly",
            "name: \"\"",
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].name: expected"
                + " text, but got an empty one"),
        arguments(
            "a list in place of text",
            "name: Example Shop",
            "name: [a, b]",
            "roster/shop.yaml:2: organization.name: expected text, but got a list"),
        arguments(
            "text in place of a table",
            "bo: {contacts: {email: bo@example.com}}",
            "bo: engineer",
            "roster/shop.yaml:7: people.bo: expected keys and values, but got text"),
        arguments(
            "a table in place of a list",
            "- " + ROTATION,
            "  weekly: " + ROTATION,
            "roster/shop.yaml:13: teams.payments.schedules.primary.rotations: expected a list, but"
                + " got keys and values"),
        arguments(
            "an e-mail address without a domain",
            "bo@example.com",
            "bo",
            "roster/shop.yaml:7: people.bo.contacts.email: expected an e-mail address such as"
                + " asha@example.com, but got \"bo\""),
        arguments(
            "a phone number without its country",
            "{email: bo@example.com}",
            "{phone: 0170 1234567}",
            "roster/shop.yaml:7: people.bo.contacts.phone: expected a phone number such as"
                + " +491701234567, but got \"0170 1234567\""),
        arguments(
            "an unknown channel",
            "bo: {contacts: {email: bo@example.com}}",
            "bo: {contacts: {slack: U1}, notify: {high: [slak]}}",
            "roster/shop.yaml:7: people.bo.notify.high[0]: expected one of [inbox, slack, teams,"
                + " email, sms, call, push], but got \"slak\" (did you mean \"slack\"?)"),
        arguments(
            "a share of nothing",
            "bo: {contacts",
            "bo: {share: 0, contacts",
            "roster/shop.yaml:7: people.bo.share: expected a number from 0.01 to 100 such as 0.5,"
                + " but got \"0\""),
        arguments(
            "a tier beyond the last",
            "tier: 1",
            "tier: 5",
            "roster/shop.yaml:18: services.checkout.tier: expected a whole number, 1 to 4, but got"
                + " \"5\""),
        arguments(
            "a runbook that is no address",
            "tier: 1",
            "runbook: wiki/checkout",
            "roster/shop.yaml:18: services.checkout.runbook: expected an address such as"
                + " https://wiki.example.com/checkout, but got \"wiki/checkout\""),
        arguments(
            "a limit that is no number",
            "fallback: {policy: anyone}",
            "fallback: {policy: anyone}\n  limits: {storm-threshold: many}",
            "roster/shop.yaml:5: organization.limits.storm-threshold: expected a whole number, 1 to"
                + " 1000000, but got \"many\""),
        arguments(
            "a reference where nobody would resolve it",
            "name: Example Shop",
            "name: ${env:NAME}",
            "roster/shop.yaml:2: organization.name: expected plain text, as only keys and chat"
                + " addresses may refer to secrets, but got a reference"));
  }

  static Stream<Arguments> wrongReferences() {
    return Stream.of(
        arguments(
            "an unknown person",
            "members: [asha, bo]\n",
            "members: [asa, bo]\n",
            "roster/shop.yaml:10: teams.payments.members[0]: expected one of [asha, bo], but got"
                + " \"asa\" (did you mean \"asha\"?)"),
        arguments(
            "an unknown member of a rotation",
            ROTATION,
            ROTATION.replace("bo]", "[asha2, bo]]").replace("asha, ", ""),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].members[0][0]:"
                + " expected one of [asha, bo], but got \"asha2\" (did you mean \"asha\"?)"),
        arguments(
            "an unknown team",
            "gateway: {team: payments",
            "gateway: {team: payment",
            "roster/shop.yaml:19: services.gateway.team: expected one of [payments], but got"
                + " \"payment\" (did you mean \"payments\"?)"),
        arguments(
            "an unknown schedule",
            "schedule:primary",
            "schedule:primry",
            "roster/shop.yaml:22: policies.anyone.critical.steps[0].notify[0]: expected one of"
                + " [primary], but got \"primry\" (did you mean \"primary\"?)"),
        arguments(
            "an unknown policy",
            "tier: 1, policy: anyone",
            "tier: 1, policy: tier1",
            "roster/shop.yaml:18: services.checkout.policy: expected one of [anyone], but got"
                + " \"tier1\""),
        arguments(
            "an unknown service",
            "gateway: {",
            "gateway: {depends-on: [chekout], ",
            "roster/shop.yaml:19: services.gateway.depends-on[0]: expected one of [checkout,"
                + " gateway], but got \"chekout\" (did you mean \"checkout\"?)"),
        arguments(
            "an unknown holiday calendar",
            "bo: {",
            "bo: {holidays: de-be, ",
            "roster/shop.yaml:7: people.bo.holidays: expected a holiday calendar, of which there"
                + " are none, but got \"de-be\""),
        arguments(
            "a role for nobody we know",
            "name: Example Shop",
            "roles: {admin: [\"team:payment\"]}",
            "roster/shop.yaml:2: organization.roles.admin[0]: expected one of [payments], but got"
                + " \"payment\" (did you mean \"payments\"?)"),
        arguments(
            "dependencies in a circle",
            "  checkout: {team: payments, tier: 1, policy: anyone}\n  gateway: {",
            "  checkout: {team: payments, policy: anyone, depends-on: gateway}\n"
                + "  gateway: {depends-on: [checkout], ",
            "roster/shop.yaml:18: services.checkout.depends-on: expected dependencies without a"
                + " cycle, but got checkout → gateway → checkout"));
  }

  static Stream<Arguments> wrongTimes() {
    return Stream.of(
        arguments(
            "a zone that doesn't exist",
            "Asia/Kolkata",
            "Asia/Kolkatta",
            "roster/shop.yaml:6: people.asha.timezone: expected a time zone such as Europe/Berlin,"
                + " but got \"Asia/Kolkatta\" (did you mean \"Asia/Kolkata\"?)"),
        arguments(
            "a start that is no time",
            "start: 2026-01-05T09:00",
            "start: 9am",
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].start: expected a"
                + " local time such as 2026-01-05T09:00, but got \"9am\""),
        arguments(
            "a start with a zone",
            "start: 2026-01-05T09:00",
            "start: 2026-01-05T09:00Z",
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].start: expected a"
                + " local time such as 2026-01-05T09:00, but got \"2026-01-05T09:00Z\""),
        arguments(
            "a day that doesn't exist",
            "start: 2026-01-05T09:00",
            "start: 2026-02-30T09:00",
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].start: expected a"
                + " local time such as 2026-01-05T09:00, but got \"2026-02-30T09:00\""),
        arguments(
            "a duration without a unit",
            "patience: 5m",
            "patience: 5",
            "roster/shop.yaml:22: policies.anyone.critical.steps[0].patience: expected a duration"
                + " of at least 1s, such as 90s, 5m or 12h, but got \"5\""),
        arguments(
            "no patience at all",
            "patience: 5m",
            "patience: 0s",
            "roster/shop.yaml:22: policies.anyone.critical.steps[0].patience: expected a duration"
                + " of at least 1s, such as 90s, 5m or 12h, but got \"0s\""),
        arguments(
            "waking hours of no length",
            "bo: {",
            "bo: {waking: \"07:00-07:00\", ",
            "roster/shop.yaml:7: people.bo.waking: expected two different times of day such as"
                + " 07:00-23:00, but got \"07:00-07:00\""),
        arguments(
            "hours that begin at the end of a day",
            ROTATION,
            ROTATION.replace("shift:", "hours: [{from: \"24:00\", to: \"06:00\"}], shift:"),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].hours[0].from:"
                + " expected a time of day from 00:00 to 23:59, but got \"24:00\""),
        arguments(
            "a weekday nobody knows",
            ROTATION,
            ROTATION.replace("shift:", "hours: [{days: mo-fri}], shift:"),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].hours[0].days:"
                + " expected weekdays such as mon-fri or sat, but got \"mo-fri\""),
        arguments(
            "weekdays twice over",
            ROTATION,
            ROTATION.replace(
                "shift:", "hours: [{days: mon, from: \"fri 22:00\", to: \"mon 06:00\"}], shift:"),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].hours[0].days:"
                + " expected no \"days\" beside weekdays in \"from\" and \"to\", but got some"),
        arguments(
            "leave that ends before it begins",
            "bo: {",
            "bo: {away: [{from: 2026-12-31, to: 2026-12-20}], ",
            "roster/shop.yaml:7: people.bo.away[0].to: expected an end after \"from\""
                + " (2026-12-31), but got 2026-12-20"),
        arguments(
            "a holiday that is no date",
            "people:\n",
            "holidays: {de-be: [25.12.2026]}\npeople:\n",
            "roster/shop.yaml:5: holidays.de-be[0]: expected a date such as 2026-12-25, but got"
                + " \"25.12.2026\""),
        arguments(
            "leave on a day that the clocks leave out",
            ASHA,
            "asha: {timezone: Pacific/Apia, contacts: {slack: U02ASHA},"
                + " away: [{from: 2011-12-30, to: 2011-12-30}]}",
            "roster/shop.yaml:6: people.asha.away[0].to: expected an end after \"from\""
                + " (2011-12-30), but got 2011-12-30, and the clocks of Pacific/Apia go from"
                + " 2011-12-30T00:00 to 2011-12-31T00:00"),
        arguments(
            "a handoff that a clock change leaves out",
            "start: 2026-01-05T09:00, shift: 1w",
            "start: 2026-01-05T02:30, shift: 1d",
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].start: expected a"
                + " handoff at a time that comes every day, but got 02:30, which Europe/Berlin"
                + " leaves out on 2026-03-29 (the turn then begins at 03:00) (warning)"));
  }

  static Stream<Arguments> wrongRotations() {
    return Stream.of(
        arguments(
            "turns of no length",
            "shift: 1w",
            "shift: 0d",
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].shift: expected a"
                + " length above 0 in hours, days or weeks such as 12h, 1d or 1w, but got \"0d\""),
        arguments(
            "turns in months",
            "shift: 1w",
            "shift: 1mo",
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].shift: expected a"
                + " length above 0 in hours, days or weeks such as 12h, 1d or 1w, but got \"1mo\""),
        arguments(
            "no start",
            ", start: 2026-01-05T09:00",
            "",
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0]: expected \"start\""
                + " with a local time such as 2026-01-05T09:00, but got no such key"),
        arguments(
            "a member twice",
            ROTATION,
            ROTATION.replace("[asha, bo]", "[asha, bo, asha]"),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].members: expected"
                + " each person once (with \"assign: in-order\" as often as they have a turn), but got"
                + " \"asha\" twice"),
        arguments(
            "a member twice in a pair",
            ROTATION,
            ROTATION.replace("[asha, bo]", "[[asha, asha], bo], assign: in-order"),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].members: expected"
                + " each person once in a pair, but got \"asha\" twice"),
        arguments(
            "a turn of nobody where turns are fair",
            ROTATION,
            ROTATION.replace("[asha, bo]", "[asha, nobody, bo]"),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].members: expected"
                + " people only (with \"assign: in-order\" turns may be nobody's), but got"
                + " \"nobody\""),
        arguments(
            "nobody in a pair",
            ROTATION,
            ROTATION.replace("[asha, bo]", "[[asha, nobody], bo], assign: in-order"),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].members[0][1]:"
                + " expected people who serve together (a turn of nobody stands alone in the"
                + " list), but got \"nobody\""),
        arguments(
            "only turns of nobody",
            ROTATION,
            ROTATION.replace("[asha, bo]", "[nobody, nobody], assign: in-order"),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].members: expected"
                + " at least one person, but got only turns of nobody (warning)"),
        arguments(
            "nobody in a rotation",
            ROTATION,
            ROTATION.replace("[asha, bo]", "[]"),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].members: expected"
                + " at least one person, but got an empty rotation (warning)"),
        arguments(
            "no rotation in a schedule",
            "rotations:\n          - " + ROTATION,
            "rotations: []",
            "roster/shop.yaml:12: teams.payments.schedules.primary: expected at least one rotation,"
                + " but got none: nobody is on call (warning)"),
        arguments(
            "two rotations of one name",
            "- " + ROTATION,
            "- " + ROTATION + "\n          - " + ROTATION,
            "roster/shop.yaml:15: teams.payments.schedules.primary.rotations[1]: expected names"
                + " that differ within a schedule, but got \"weekly\" again"),
        arguments(
            "the same explicit priority at the same time",
            "- " + ROTATION,
            "- "
                + ROTATION.replace("shift:", "priority: 2, shift:")
                + "\n          - "
                + ROTATION.replace("weekly", "office").replace("shift:", "priority: 2, shift:"),
            "roster/shop.yaml:15: teams.payments.schedules.primary.rotations[1].priority: expected"
                + " different priorities where two rotations are active at the same time, but got"
                + " 2, as weekly has"),
        arguments(
            "a rotation out of force before it is in",
            ROTATION,
            ROTATION.replace("shift:", "from: 2026-03-01, until: 2026-03-01, shift:"),
            "roster/shop.yaml:14: teams.payments.schedules.primary.rotations[0].until: expected an"
                + " end after \"from\" (2026-03-01), but got 2026-03-01"),
        arguments(
            "a schedule that follows itself",
            "rotations:\n          - " + ROTATION,
            "follows: {schedule: primary, turns: 1}",
            "roster/shop.yaml:12: teams.payments.schedules.primary: expected schedules that follow"
                + " each other without a cycle, but got primary → primary"),
        arguments(
            "a schedule that follows nothing we know",
            "- " + ROTATION,
            "- " + ROTATION + "\n      secondary: {follows: {schedule: primari}}",
            "roster/shop.yaml:15: teams.payments.schedules.secondary.follows.schedule: expected one"
                + " of [primary, secondary], but got \"primari\" (did you mean \"primary\"?)"),
        arguments(
            "a schedule exclusive with itself",
            "      primary:\n",
            "      primary:\n        exclusive-with: primary\n",
            "roster/shop.yaml:13: teams.payments.schedules.primary.exclusive-with: expected other"
                + " schedules, but got itself"),
        arguments(
            "a user group by its name",
            "      primary:\n",
            "      primary:\n        slack-group: payments-oncall\n",
            "roster/shop.yaml:13: teams.payments.schedules.primary.slack-group: expected the id of a"
                + " Slack user group such as S0123ABCD, but got \"payments-oncall\""),
        arguments(
            "one schedule id in two teams",
            "services:\n",
            "  data: {schedules: {primary: {rotations: [" + ROTATION + "]}}}\nservices:\n",
            "roster/shop.yaml:12: teams.payments.schedules.primary: expected schedule ids that are"
                + " unique in the whole roster, but got \"primary\" again (first at"
                + " roster/shop.yaml:17)"),
        arguments(
            "a promise of no hours",
            "      primary:\n",
            "      primary:\n        promise: []\n",
            "roster/shop.yaml:13: teams.payments.schedules.primary.promise: expected 24x7, or hours"
                + " such as {days: mon-fri, …}, but got a list"),
        arguments(
            "a promise nobody can read",
            "      primary:\n",
            "      primary:\n        promise: always\n",
            "roster/shop.yaml:13: teams.payments.schedules.primary.promise: expected 24x7, or hours"
                + " such as {days: mon-fri, …}, but got \"always\""));
  }

  static Stream<Arguments> wrongOverrides() {
    return Stream.of(
        arguments(
            "an override for nobody",
            COVER,
            COVER.replace(" who: bo,", ""),
            "roster/shop.yaml:16: teams.payments.overrides[0]: expected one of \"who\" (with or"
                + " without \"instead-of\"), \"add\" or \"remove\", but got none"),
        arguments(
            "an override that adds and removes",
            COVER,
            COVER.replace("who: bo", "add: bo, remove: asha"),
            "roster/shop.yaml:16: teams.payments.overrides[0]: expected one of \"who\" (with or"
                + " without \"instead-of\"), \"add\" or \"remove\", but got several"),
        arguments(
            "somebody in their own place",
            COVER,
            COVER.replace("who: bo", "who: bo, instead-of: bo"),
            "roster/shop.yaml:16: teams.payments.overrides[0].instead-of: expected another person"
                + " than \"who\", but got \"bo\""),
        arguments(
            "an override that ends before it begins",
            COVER,
            COVER.replace("2026-02-02T", "2026-01-02T"),
            "roster/shop.yaml:16: teams.payments.overrides[0].to: expected an end after \"from\""
                + " (2026-02-01T08:00:00Z), but got 2026-01-02T08:00:00Z"),
        arguments(
            "an override that the clocks leave out",
            COVER,
            COVER
                .replace("\"2026-02-01T08:00Z\"", "2026-03-29T02:10")
                .replace("\"2026-02-02T08:00Z\"", "2026-03-29T02:50"),
            "roster/shop.yaml:16: teams.payments.overrides[0].to: expected an end after \"from\""
                + " (2026-03-29T02:10), but got 2026-03-29T02:50, and the clocks of Europe/Berlin"
                + " go from 2026-03-29T02:00 to 2026-03-29T03:00"),
        arguments(
            "an override from where the clocks are put forward to where they go on",
            COVER,
            COVER
                .replace("\"2026-02-01T08:00Z\"", "2026-03-29T02:00")
                .replace("\"2026-02-02T08:00Z\"", "2026-03-29T03:00"),
            "roster/shop.yaml:16: teams.payments.overrides[0].to: expected an end after \"from\""
                + " (2026-03-29T02:00), but got 2026-03-29T03:00, and the clocks of Europe/Berlin"
                + " go from 2026-03-29T02:00 to 2026-03-29T03:00"),
        arguments(
            "an override that ends before it begins, by clocks that leave both out",
            COVER,
            COVER
                .replace("\"2026-02-01T08:00Z\"", "2026-03-29T02:50")
                .replace("\"2026-02-02T08:00Z\"", "2026-03-29T02:10"),
            "roster/shop.yaml:16: teams.payments.overrides[0].to: expected an end after \"from\""
                + " (2026-03-29T02:50), but got 2026-03-29T02:10"),
        arguments(
            "an override of a rotation that isn't there",
            COVER,
            COVER.replace("who: bo", "rotation: weakly, who: bo"),
            "roster/shop.yaml:16: teams.payments.overrides[0].rotation: expected one of [weekly],"
                + " but got \"weakly\" (did you mean \"weekly\"?)"),
        arguments(
            "covers of one rotation that overlap",
            COVER,
            COVER.replace("who: bo", "rotation: weekly, who: bo")
                + "\n      - "
                + COVER.replace("who: bo", "rotation: weekly, who: asha"),
            "roster/shop.yaml:17: teams.payments.overrides[1]: expected overrides that don't claim"
                + " the same time, but got one from 2026-02-01T08:00:00Z to 2026-02-02T08:00:00Z,"
                + " which overlaps teams.payments.overrides[0]"),
        arguments(
            "one replaced in the schedule and in a rotation of it",
            COVER,
            COVER.replace("who: bo", "rotation: weekly, who: bo, instead-of: asha")
                + "\n      - "
                + COVER.replace("who: bo", "who: bo, instead-of: asha"),
            "roster/shop.yaml:17: teams.payments.overrides[1]: expected overrides that don't claim"
                + " the same time, but got one from 2026-02-01T08:00:00Z to 2026-02-02T08:00:00Z,"
                + " which overlaps teams.payments.overrides[0]"),
        arguments(
            "covers that overlap",
            COVER,
            COVER + "\n      - " + COVER.replace("who: bo", "who: asha"),
            "roster/shop.yaml:17: teams.payments.overrides[1]: expected overrides that don't claim"
                + " the same time, but got one from 2026-02-01T08:00:00Z to 2026-02-02T08:00:00Z,"
                + " which overlaps teams.payments.overrides[0]"),
        arguments(
            "somebody brought in and taken out at the same time",
            COVER,
            COVER + "\n      - " + COVER.replace("who: bo", "remove: bo"),
            "roster/shop.yaml:17: teams.payments.overrides[1]: expected overrides that don't"
                + " contradict each other, but got one from 2026-02-01T08:00:00Z to 2026-02-02T08:00:00Z,"
                + " which overlaps teams.payments.overrides[0] (warning)"),
        arguments(
            "somebody replaced and taken out at the same time",
            COVER,
            COVER.replace("who: bo", "who: bo, instead-of: asha")
                + "\n      - "
                + COVER.replace("who: bo", "remove: asha"),
            "roster/shop.yaml:17: teams.payments.overrides[1]: expected overrides that don't"
                + " contradict each other, but got one from 2026-02-01T08:00:00Z to 2026-02-02T08:00:00Z,"
                + " which overlaps teams.payments.overrides[0] (warning)"));
  }

  static Stream<Arguments> wrongPolicies() {
    return Stream.of(
        arguments(
            "a policy without steps",
            STEPS,
            "{urgency: high}",
            "roster/shop.yaml:22: policies.anyone.critical: expected \"steps\" with at least one"
                + " step, but got no such key"),
        arguments(
            "a step for nobody",
            "notify: [\"schedule:primary\"], ",
            "",
            "roster/shop.yaml:22: policies.anyone.critical.steps[0]: expected \"notify\" with at"
                + " least one target such as schedule:primary, but got no such key"),
        arguments(
            "an unknown severity",
            "    critical: ",
            "    high: {steps: []}\n    critical: ",
            "roster/shop.yaml:22: policies.anyone.high: expected one of [critical, error, warning,"
                + " info], but got \"high\""),
        arguments(
            "a target of no kind",
            "schedule:primary",
            "primary",
            "roster/shop.yaml:22: policies.anyone.critical.steps[0].notify[0]: expected"
                + " schedule:ID, person:ID, team:ID, awake-of:[ID, …], channel:service or"
                + " channel:PROVIDER:ADDRESS, but got \"primary\""),
        arguments(
            "a severity that pages neither none nor anybody",
            STEPS,
            "nobody",
            "roster/shop.yaml:22: policies.anyone.critical: expected none, or steps, but got"
                + " \"nobody\""),
        arguments(
            "a route to nowhere",
            "policies:\n",
            "routes: [{when: {tier: 1}}]\npolicies:\n",
            "roster/shop.yaml:20: routes[0]: expected a \"policy\" or a \"team\" to route to, but"
                + " got neither"));
  }

  static Stream<Arguments> wrongIntegrations() {
    return Stream.of(
        arguments(
            "a secret in the roster",
            "${env:KEY}",
            "hunter2",
            "roster/shop.yaml:24: integrations.prometheus.key: expected ${env:NAME} or"
                + " ${file:PATH}, as secrets never stand in a roster, but got something else"
                + " (***)"),
        arguments(
            "an unknown type",
            "type: alertmanager",
            "type: alertmanger",
            "roster/shop.yaml:24: integrations.prometheus.type: expected one of "
                + TYPES
                + ", but got \"alertmanger\" (did you mean \"alertmanager\"?)"),
        arguments(
            "a mapping that names what isn't there",
            "type: alertmanager",
            "type: json, mapping: {key: itt.name}",
            "roster/shop.yaml:24: integrations.prometheus.mapping.key: expected a CEL expression"
                + " over it, body and headers that gives a text, but got one that doesn't (column"
                + " 1: undeclared reference to 'itt')"),
        arguments(
            "a mapping without a key",
            "type: alertmanager",
            "type: json, mapping: {title: it.name}",
            "roster/shop.yaml:24: integrations.prometheus.mapping: expected \"key\" with an"
                + " expression that tells one alert from another, but got no such key"),
        arguments(
            "a mapping of labels that gives a list",
            "type: alertmanager",
            "type: zabbix, mapping: {labels: '[it.a]'}",
            "roster/shop.yaml:24: integrations.prometheus.mapping.labels: expected a CEL expression"
                + " over it, body and headers that gives a map, but got one that doesn't (it gives"
                + " list)"),
        arguments(
            "a mapping for a format that is code",
            "type: alertmanager",
            "type: alertmanager, mapping: {key: it.a}",
            "roster/shop.yaml:24: integrations.prometheus.mapping: expected a mapping only where"
                + " type is one of [json, cloudevents, zabbix, icinga, nagios, datadog, sentry,"
                + " uptime-kuma, healthchecks, cloudwatch, email], but got one for type alertmanager"),
        arguments(
            "a topic of Amazon's that is none",
            "type: alertmanager",
            "type: cloudwatch, sns-topic: alarms",
            "roster/shop.yaml:24: integrations.prometheus.sns-topic: expected a topic such as"
                + " arn:aws:sns:eu-central-1:123456789012:alarms, but got \"alarms\""),
        arguments(
            "a topic of alerts without its name",
            "type: alertmanager",
            "type: kafka",
            "roster/shop.yaml:24: integrations.prometheus: expected \"topic\" with the name of a"
                + " topic of letters, digits and . _ -, but got no such key"),
        arguments(
            "servers of a topic where there is none",
            "type: alertmanager",
            "type: json, bootstrap-servers: \"kafka-1:9092\"",
            "roster/shop.yaml:24: integrations.prometheus.bootstrap-servers: expected this key only"
                + " where type is kafka, but got it in another"),
        arguments(
            "a secret that lets into a cluster",
            "type: alertmanager",
            "type: kafka, topic: alarms, client-properties: sasl.password=secret",
            "roster/shop.yaml:24: integrations.prometheus.client-properties: expected ${env:NAME}"
                + " or ${file:PATH}, as secrets never stand in a roster, but got something else"
                + " (***)"),
        arguments(
            "an unknown severity of alerts",
            "type: alertmanager",
            "type: alertmanager, default-severity: eror",
            "roster/shop.yaml:24: integrations.prometheus.default-severity: expected one of"
                + " [critical, error, warning, info], but got \"eror\" (did you mean \"error\"?)"),
        arguments(
            "a place in an alert that isn't there",
            "type: alertmanager",
            "type: alertmanager, service-from: [label.service]",
            "roster/shop.yaml:24: integrations.prometheus.service-from[0]: expected labels.NAME or"
                + " annotations.NAME, but got \"label.service\""),
        arguments(
            "an unset variable",
            "${env:KEY}",
            "${env:KEI}",
            "roster/shop.yaml:24: integrations.prometheus.key: expected a variable or file that is"
                + " there, but got an unset ${env:KEI} (warning)"),
        arguments(
            "a heartbeat that says no period",
            "type: alertmanager",
            "type: heartbeat",
            "roster/shop.yaml:24: integrations.prometheus: expected \"every\" with a duration of at"
                + " least 1s, such as 90s, 5m or 12h, but got no such key"),
        arguments(
            "a heartbeat of alerts that nothing tells from others",
            "type: alertmanager",
            "type: heartbeat, every: 5m, from: {integration: prometheus}",
            "roster/shop.yaml:24: integrations.prometheus.from: expected \"labels\" with those of"
                + " the alert that counts, such as {alertname: Watchdog}, but got no such key"),
        arguments(
            "a period of a sender",
            "type: alertmanager",
            "type: alertmanager, every: 5m",
            "roster/shop.yaml:24: integrations.prometheus.every: expected this key only in"
                + " heartbeat, but got it in something else"),
        arguments(
            "no key",
            ", key: \"${env:KEY}\"",
            "",
            "roster/shop.yaml:24: integrations.prometheus: expected a \"key\" such as ${env:KEY},"
                + " but got none: only keys that \"watchbill keys create\" made are taken"
                + " (warning)"));
  }

  static Stream<Arguments> maintenanceAndDeferral() {
    return Stream.of(
        arguments(
            "deferring what is urgent",
            "{steps:",
            "{defer: support-hours, steps:",
            "roster/shop.yaml:22: policies.anyone.critical.defer: expected \"urgency: low\" beside"
                + " it, but got high urgency"),
        arguments(
            "deferring to another time",
            "{steps:",
            "{urgency: low, defer: tomorrow, steps:",
            "roster/shop.yaml:22: policies.anyone.critical.defer: expected one of [support-hours],"
                + " but got \"tomorrow\""),
        arguments(
            "passing over who is engaged to nobody",
            "{steps:",
            "{when-engaged: wait, steps:",
            "roster/shop.yaml:22: policies.anyone.critical.when-engaged: expected one of [next],"
                + " but got \"wait\""),
        arguments(
            "maintenance of nothing",
            "policies:\n",
            "maintenance: [{from: 2026-02-07, to: 2026-02-08}]\npolicies:\n",
            "roster/shop.yaml:20: maintenance[0]: expected \"services\" or \"labels\" it is about,"
                + " but got neither"),
        arguments(
            "maintenance that ends before it begins",
            "policies:\n",
            "maintenance: [{services: [checkout], from: 2026-02-08, to: 2026-02-07}]\npolicies:\n",
            "roster/shop.yaml:20: maintenance[0].to: expected an end after \"from\" (2026-02-08),"
                + " but got 2026-02-07"),
        arguments(
            "maintenance of a service there isn't",
            "policies:\n",
            """
            maintenance: [{services: [check], days: sun, from: "02:00", to: "04:00"}]
            policies:
            """,
            "roster/shop.yaml:20: maintenance[0].services[0]: expected one of [checkout,"
                + " gateway], but got \"check\" (did you mean \"checkout\"?)"),
        arguments(
            "maintenance without an end",
            "policies:\n",
            "maintenance: [{services: [checkout], from: 2026-02-08}]\npolicies:\n",
            "roster/shop.yaml:20: maintenance[0]: expected \"to\" with a date, a local time or an"
                + " instant such as 2026-02-01, 2026-02-01T08:00 or 2026-02-01T08:00Z, but got no"
                + " such key"));
  }

  static Stream<Arguments> notBuiltYet() {
    return Stream.of(
        arguments(
            "tickets in a tracker that isn't built",
            "tier: 1",
            "ticket: {jira: {project: PAY}, trac: {project: PAY}}",
            "roster/shop.yaml:18: services.checkout.ticket.trac: expected one of [jira, redmine,"
                + " github, gitlab, servicenow], but got \"trac\""),
        arguments(
            "leave from a calendar that isn't there",
            "people:\n",
            "people:\n  dora: {contacts: {email: d@example.com}, away: [{calendar: dora.ics}]}\n",
            "roster/shop.yaml:6: people.dora.away[0].calendar: expected an address such as"
                + " https://calendar.example.com/asha.ics, ${env:NAME}, or an iCalendar file of the"
                + " folder, but got \"dora.ics\""),
        arguments(
            "leave from a calendar and from dates",
            "people:\n",
            "people:\n  dora: {contacts: {email: d@example.com}, away: [{calendar: \"${env:KEY}\","
                + " days: mon}]}\n",
            "roster/shop.yaml:6: people.dora.away[0]: expected either \"calendar\", \"days\", or"
                + " \"from\" and \"to\", but got several"),
        arguments(
            "holidays from a file that isn't there",
            "people:\n",
            "holidays: {de-be: de-be.ics}\npeople:\n",
            "roster/shop.yaml:5: holidays.de-be: expected a list of dates, an iCalendar file of the"
                + " folder, or an address, but got \"de-be.ics\""),
        arguments(
            "another sender",
            "type: alertmanager",
            "type: pigeon",
            "roster/shop.yaml:24: integrations.prometheus.type: expected one of "
                + TYPES
                + ", but got \"pigeon\""));
  }

  static Stream<Arguments> doubtful() {
    return Stream.of(
        arguments(
            "levels without priorities",
            "        rotations:\n          - " + ROTATION,
            "        mode: levels\n        rotations:\n          - "
                + ROTATION
                + "\n          - "
                + ROTATION.replace("weekly", "second"),
            "roster/shop.yaml:13: teams.payments.schedules.primary.mode: expected a"
                + " \"priority\" of rotations where mode is levels, but got none: all of them are"
                + " on call together, as with everyone (warning)"),
        arguments(
            "no contact",
            "bo: {contacts: {email: bo@example.com}}",
            "bo: {name: Bo}",
            "roster/shop.yaml:7: people.bo: expected at least one of \"contacts\", but got none:"
                + " only the console's inbox is left (warning)"),
        arguments(
            "a channel without its contact",
            ASHA,
            ASHA.replace("{slack: U02ASHA}", "{email: a@example.com}, notify: {high: [slack]}"),
            "roster/shop.yaml:6: people.asha.notify.high[0]: expected a channel with one of"
                + " \"contacts\", but got slack without slack (warning)"),
        arguments(
            "no fallback",
            "  fallback: {policy: anyone}\n",
            "",
            "roster/shop.yaml:1: organization: expected \"fallback\" with a policy, but got none:"
                + " what nobody is on call for pages admins, or everybody (warning)"),
        arguments(
            "a service no policy is for",
            "gateway: {team: payments, policy: anyone}",
            "gateway: {team: payments}",
            "roster/shop.yaml:19: services.gateway: expected a \"policy\", or a route that gives"
                + " one, but got neither: the fallback is paged (warning)"));
  }
}
