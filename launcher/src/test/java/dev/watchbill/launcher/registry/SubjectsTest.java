package dev.watchbill.launcher.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.registry.Subjects.Registration;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SubjectsTest {
  private static final Schema FIRST =
      SchemaBuilder.record("A").fields().optionalString("x").endRecord();
  private static final Schema GROWN =
      SchemaBuilder.record("A").fields().optionalString("x").optionalLong("y").endRecord();
  private static final Schema BROKEN =
      SchemaBuilder.record("A").fields().requiredLong("x").endRecord();

  private final Subjects subjects = new Subjects();

  @Test
  void givesTheSameSchemaTheSameIdUnderAnySubject() {
    remember(subjects.register("a-value", FIRST));
    remember(subjects.register("b-value", GROWN));

    assertThat(subjects.register("b-value", FIRST))
        .isEqualTo(new Registration.Added(new Subjects.Version("b-value", 2, 1, FIRST)));
  }

  @Test
  void knowsWhatWasRegisteredBefore() {
    remember(subjects.register("a-value", FIRST));

    assertThat(subjects.register("a-value", FIRST)).isInstanceOf(Registration.Known.class);
  }

  @Test
  void acceptsAnOptionalFieldMore() {
    remember(subjects.register("a-value", FIRST));

    assertThat(subjects.register("a-value", GROWN))
        .isEqualTo(new Registration.Added(new Subjects.Version("a-value", 2, 2, GROWN)));
  }

  @Test
  void refusesWhatAnEarlierVersionCannotRead() {
    remember(subjects.register("a-value", FIRST));

    assertThat(subjects.register("a-value", BROKEN))
        .isInstanceOfSatisfying(
            Registration.Incompatible.class,
            refused ->
                assertThat(refused.reasons())
                    .anyMatch(reason -> reason.startsWith("version 1 can't read the new schema")));
  }

  private void remember(Registration registration) {
    subjects.remember(((Registration.Added) registration).version());
  }
}
