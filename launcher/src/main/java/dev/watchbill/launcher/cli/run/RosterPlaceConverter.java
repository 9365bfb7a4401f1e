package dev.watchbill.launcher.cli.run;

import dev.watchbill.planner.files.RosterPlace;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --roster} of what runs: a folder, or a git repository. */
final class RosterPlaceConverter implements ITypeConverter<RosterPlace> {
  @Override
  public RosterPlace convert(String value) {
    try {
      return RosterPlace.of(value) instanceof RosterPlace.Folder(Path folder)
          ? new RosterPlace.Folder(folder.toAbsolutePath())
          : RosterPlace.of(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
