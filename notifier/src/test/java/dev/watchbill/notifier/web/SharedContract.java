package dev.watchbill.notifier.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The vendors' own documents, where the folder with them is beside the repository. */
public final class SharedContract {
  private SharedContract() {}

  /** A document; empty: the folder isn't there. */
  public static Optional<String> text(String name) {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(folder -> folder.resolve("shared/contracts").resolve(name))
        .filter(Files::exists)
        .findFirst()
        .map(SharedContract::read);
  }

  /** Fails if a body isn't as the vendor's schema has it; passes where the schema isn't there. */
  public static void check(String name, SpecificationVersion version, JsonNode body) {
    text(name)
        // Adaptive Cards say draft 6 and name themselves as draft 4 did.
        .map(schema -> schema.replaceFirst("\"id\": *\"http://adaptivecards[^\"]*\",", ""))
        .map(schema ->
            SchemaRegistry.withDefaultDialect(version).getSchema(schema, InputFormat.JSON))
        .ifPresent(schema -> check(schema, body));
  }

  /** One of the components of an OpenAPI document. */
  public static Schema component(String document, String name) {
    var tree = (ObjectNode) JsonText.read(document);
    tree.removeAll();
    tree.set("components", JsonText.read(document).path("components"));
    tree.put("$ref", "#/components/schemas/" + name);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(tree.toString(), InputFormat.JSON);
  }

  /** Fails if a body isn't as the schema has it. */
  public static void check(Schema schema, JsonNode body) {
    assertThat(schema.validate(body.toString(), InputFormat.JSON))
        .as("by the vendor's own schema: %s", body)
        .isEmpty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
