package dev.watchbill.launcher.cli.moving;

import dev.watchbill.launcher.cli.terminal.Answers;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Format;
import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.RosterYaml;
import dev.watchbill.launcher.moving.Written;
import dev.watchbill.roster.InitTemplate;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Reading;
import dev.watchbill.roster.yaml.RosterReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;

/** Writes the roster, holds it against the plan it comes from, and says what came of it. */
record ImportAnswer(Vendor vendor, Imported imported, ImportOptions options) {
  int give(PrintWriter out, PrintWriter err) {
    var written = RosterYaml.of(draft());
    write(written);
    var reading =
        RosterReader.read(
            options.folder, options.environment, Purpose.CHECK, options.clock.instant());
    reading.errors().forEach(err::println);
    var compared =
        reading.roster().map(it -> Compared.all(it, imported)).orElse(List.<Compared>of());
    var words = new ImportWords(vendor, draft(), written.notes(), compared, reading, options);
    if (options.format == Format.JSON) {
      Answers.json(out, words.json());
    } else {
      words.print(out);
    }
    return exit(reading, written, compared);
  }

  private static int exit(Reading reading, Written written, List<Compared> compared) {
    if (!reading.errors().isEmpty()) {
      return Exit.REFUSED;
    }
    return written.notes().isEmpty() && compared.stream().allMatch(Compared::isSame)
        ? Exit.OK
        : Exit.CHANGED;
  }

  private Draft draft() {
    return options.withoutContacts ? imported.draft().withoutContacts() : imported.draft();
  }

  private void write(Written written) {
    try {
      Files.createDirectories(options.folder);
      for (var file : written.files().entrySet()) {
        Files.writeString(options.folder.resolve(file.getKey()), file.getValue());
      }
      Files.writeString(options.folder.resolve(InitTemplate.SCHEMA_FILE), InitTemplate.schema());
    } catch (IOException e) {
      throw new Failure(
          Exit.REFUSED, "Expected to write %s, but %s".formatted(options.folder, e), e);
    }
  }
}
