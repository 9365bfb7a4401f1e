package dev.watchbill.template;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The text of a message, in Mustache: values, and parts that stand there only if a value is (or
 * isn't) known. There are no loops, no files and no code, so it ends, and what it makes is plain
 * text: whoever sends it escapes it for the medium, as a whole.
 *
 * @see <a href="https://mustache.github.io/mustache.5.html">Mustache</a>
 */
public final class MessageTemplate {
  /** In characters. */
  public static final int LONGEST = 4_000;

  private static final int DEEPEST = 10;

  private static final Set<String> KNOWN = Set.copyOf(Variable.words());

  private static final Mustache.Compiler COMPILER =
      Mustache.compiler()
          .escapeHTML(false)
          .emptyStringIsFalse(true)
          .defaultValue("")
          .withCollector(new OnlyMaps());

  private final Template template;

  private MessageTemplate(Template template) {
    this.template = template;
  }

  /**
   * Reads a template.
   *
   * @throws BadTemplate if it is too long, isn't Mustache, or names what there isn't
   */
  public static MessageTemplate of(String source) throws BadTemplate {
    if (source.isBlank()) {
      throw BadTemplate.of("no text");
    }
    if (source.length() > LONGEST) {
      throw BadTemplate.of("%d characters".formatted(source.length()));
    }
    if (nesting(source) > DEEPEST) {
      throw BadTemplate.of("more than %d sections in each other".formatted(DEEPEST));
    }
    try {
      var template = COMPILER.compile(source);
      var names = new Names();
      template.visit(names);
      var problem = names.problems.peekFirst();
      if (problem != null) {
        throw problem;
      }
      return new MessageTemplate(template);
    } catch (MustacheException e) {
      throw BadTemplate.of("the mistake: " + e.getMessage());
    }
  }

  /** How many sections are open at once at most; counted before anything recurses into them. */
  private static int nesting(String source) {
    var open = 0;
    var most = 0;
    for (var at = source.indexOf("{{"); at >= 0; at = source.indexOf("{{", at + 2)) {
      var sign = at + 2 < source.length() ? source.charAt(at + 2) : ' ';
      open += sign == '#' || sign == '^' ? 1 : sign == '/' ? -1 : 0;
      most = Math.max(most, open);
    }
    return most;
  }

  /**
   * Fills it in. Lines that end up without anything to see are left out.
   *
   * @param labels of the alert
   * @param longest in characters; what is longer is cut
   */
  public String fill(Map<Variable, String> values, Map<String, String> labels, int longest) {
    var all = new HashMap<String, Object>();
    for (var variable : Variable.values()) {
      all.put(variable.word(), values.getOrDefault(variable, ""));
    }
    labels.forEach((name, value) -> all.put(Variable.LABELS + "." + name, value));
    var lines = new StringBuilder();
    template
        .execute(all)
        .lines()
        .map(String::strip)
        .filter(VisibleText::is)
        .forEach(line -> lines.append(lines.isEmpty() ? "" : "\n").append(line));
    return cut(lines.toString(), longest);
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    var end = longest - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** Looks at every name that stands in it. */
  private static final class Names implements Mustache.Visitor {
    final Deque<BadTemplate> problems = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();

    private void name(String name) {
      if (seen.add(name) && !KNOWN.contains(name) && !name.matches("labels\\.\\S{1,300}")) {
        problems.add(BadTemplate.unknown(name));
      }
    }

    @Override
    public void visitText(String text) {
      if (text.contains("{{") || text.contains("}}")) {
        problems.add(BadTemplate.of("the mistake: braces that don't match"));
      }
    }

    @Override
    public void visitVariable(String name) {
      name(name);
    }

    @Override
    public boolean visitInclude(String name) {
      problems.add(BadTemplate.of("\"{{>%s}}\": nothing can be included".formatted(name)));
      return false;
    }

    @Override
    public boolean visitParent(String name) {
      problems.add(BadTemplate.of("\"{{<%s}}\": nothing can be included".formatted(name)));
      return false;
    }

    @Override
    public boolean visitBlock(String name) {
      problems.add(BadTemplate.of("\"{{$%s}}\": there are no blocks".formatted(name)));
      return false;
    }

    @Override
    public boolean visitSection(String name) {
      name(name);
      return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
      name(name);
      return true;
    }
  }

  /** Nothing is called on a value. */
  private static final class OnlyMaps extends BasicCollector {
    @Override
    public Mustache.VariableFetcher createFetcher(Object context, String name) {
      return context instanceof Map<?, ?> ? (ctx, key) -> value((Map<?, ?>) ctx, key) : NOT_HERE;
    }

    private static final Mustache.VariableFetcher NOT_HERE =
        (ctx, key) -> Template.NO_FETCHER_FOUND;

    private static Object value(Map<?, ?> map, String key) {
      var value = map.get(key);
      return value == null ? Template.NO_FETCHER_FOUND : value;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
      return new ConcurrentHashMap<>();
    }
  }
}
