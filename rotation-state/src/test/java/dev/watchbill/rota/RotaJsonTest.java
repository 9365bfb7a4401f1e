package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RotaJsonTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void readsBackAllItWrites() {
    var rota = everything();
    assertThat(RotaJson.read(RotaJson.write(rota))).isEqualTo(rota);
  }

  @Test
  void readsWhatALaterReleaseAdded() {
    var json =
        RotaJson.write(Rota.of("primary", BERLIN, weekly().build()))
            .replaceFirst("\\{", "{\"later\":{\"x\":1},");
    assertThat(RotaJson.read(json)).isEqualTo(Rota.of("primary", BERLIN, weekly().build()));
  }

  @Test
  void takesWhatIsLeftOutAsUsual() {
    var rota =
        RotaJson.read(
            """
            {"schedule": "primary", "zone": "Europe/Berlin",
             "rotations": [{"name": "weekly", "zone": "Europe/Berlin", "members": [{"people": ["asha"]}],
                            "start": "2026-01-05T09:00", "shift": "1w"}],
             "people": [{"id": "asha", "zone": "Europe/Berlin"}]}
            """);
    assertThat(rota).isEqualTo(Rota.of("primary", BERLIN, weekly().members("asha").build()));
  }

  @Test
  void writesTheSameTextWhateverTheOrderOfWhatHasNone() {
    var rota = everything();
    var turned = rota.people(rota.people().reversed()).overrides(rota.overrides().reversed());
    assertThat(RotaJson.write(turned)).isEqualTo(RotaJson.write(rota));
  }

  @Test
  void refusesAMemberNobodyKnows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rota.of("primary", BERLIN, weekly().build()).people(List.of()))
        .withMessage(
            "Expected members among the people of schedule 'primary', but got [asha] in rotation"
                + " 'weekly'");
  }

  @Test
  void refusesATurnOfNoLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TurnLength.parse("0d"))
        .withMessage("Expected a turn length such as 12h, 1d or 2w, but got \"0d\"");
  }

  @Test
  void countsFortyEightHoursAsTwoDays() {
    assertThat(TurnLength.parse("48h")).isEqualTo(TurnLength.parse("2d"));
  }

  private static Rotation.Builder weekly() {
    return Rotation.named(
            "weekly", BERLIN, LocalDateTime.parse("2026-01-05T09:00"), TurnLength.parse("1w"))
        .members("asha", "bo");
  }

  private static Rota everything() {
    var office = Hours.daily(Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(17, 0));
    var full =
        weekly()
            .members(List.of(Member.of("asha", "bo"), Member.of("carla").joining(NOON)))
            .priority(2)
            .from(NOON)
            .until(NOON.plusSeconds(60))
            .hours(List.of(office))
            .assign(Rotation.Assign.IN_ORDER)
            .rest(Duration.ofHours(12))
            .maxStint(Duration.ofDays(7))
            .waking(true)
            .shadow(true)
            .countIdleTurns(true)
            .fairnessGroup("all")
            .build();
    var asha =
        Person.of("asha", KOLKATA)
            .share(0.5)
            .waking(office)
            .away(NOON, NOON.plusSeconds(60), "leave")
            .weeklyAway(List.of(new WeeklyAbsence(office, "part time")))
            .holidays(List.of(LocalDate.parse("2026-12-25")))
            .brokenNights(List.of(NOON));
    var follower = Rotation.following("second", BERLIN, new Follows("other", 1)).build();
    return Rota.of("primary", BERLIN, full, follower)
        .mode(Rota.Mode.EVERYONE)
        .person(asha)
        .promise(Promise.always(BERLIN))
        .exclusiveWith(List.of("other"))
        .weights(
            new Weights(
                office,
                2,
                office,
                1.5,
                3,
                Duration.ofHours(1),
                Weights.Zone.ROTATION,
                List.of(LocalDate.parse("2026-12-25"))))
        .overrides(
            List.of(
                ShiftOverride.cover("bo", NOON, NOON.plusSeconds(60)),
                ShiftOverride.replace("bo", "asha", NOON, NOON.plusSeconds(60))));
  }
}
