package dev.watchbill.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts of messages, filled in. */
class MessageTemplateTest {
  private static final Map<Variable, String> VALUES =
      Map.of(Variable.SERVICE, "checkout", Variable.TITLE, "<b>5 %</b> & {{more}}");

  private static String filled(String source) throws BadTemplate {
    return MessageTemplate.of(source).fill(VALUES, Map.of("env", "prod", "a.b", "c"), 100);
  }

  @Test
  void fillsInWhatItNames() throws BadTemplate {
    assertThat(filled("{{service}} in {{labels.env}}: {{title}} {{{title}}} {{&labels.a.b}}"))
        .isEqualTo("checkout in prod: <b>5 %</b> & {{more}} <b>5 %</b> & {{more}} c");
  }

  @Test
  void leavesOutPartsOfWhichNothingIsKnownAndLinesThatEndUpEmpty() throws BadTemplate {
    assertThat(filled("{{service}}\n{{#runbook}}Runbook: {{runbook}}{{/runbook}}\n\n{{region}}"))
        .isEqualTo("checkout");
    assertThat(filled("{{^runbook}}none of {{service}}{{/runbook}}{{#service}}, is{{/service}}"))
        .isEqualTo("none of checkout, is");
  }

  @Test
  void takesALabelThatIsNotThereForEmpty() throws BadTemplate {
    assertThat(filled("[{{labels.zone}}]{{#labels.env}}{{labels.env}}{{/labels.env}}"))
        .isEqualTo("[]prod");
  }

  @Test
  void cutsWhatIsTooLong() throws BadTemplate {
    assertThat(filled("{{title}}".repeat(20))).hasSize(100).endsWith("…");
  }

  @ParameterizedTest
  @EnumSource
  void knowsEachVariable(Variable variable) throws BadTemplate {
    assertThat(
            MessageTemplate.of("{{" + variable.word() + "}}!")
                .fill(Map.of(variable, "it"), Map.of(), 100))
        .isEqualTo("it!");
  }

  @ParameterizedTest
  @CsvSource({
    "{{sevrity}}, the variable \"sevrity\"",
    "{{#sevrity}}x{{/sevrity}}, the variable \"sevrity\"",
    "{{^runbook}}{{getClass}}{{/runbook}}, the variable \"getClass\"",
    "{{#title}}{{.}}{{/title}}, the variable \".\"",
    "{{labels}}, the variable \"labels\"",
    "{{title.length}}, the variable \"title.length\"",
    "{{>other}}, nothing can be included",
    "{{#title}}, the mistake",
    "{{title, the mistake",
    "' ', no text"
  })
  void refusesWhatItCannotFillIn(String source, String why) {
    assertThatThrownBy(() -> MessageTemplate.of(source))
        .isInstanceOf(BadTemplate.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    assertThatThrownBy(() -> MessageTemplate.of("x".repeat(MessageTemplate.LONGEST + 1)))
        .hasMessageContaining("4001 characters");
    assertThatThrownBy(
            () -> MessageTemplate.of("{{#title}}".repeat(150) + "x" + "{{/title}}".repeat(150)))
        .hasMessageContaining("sections in each other");
  }
}
