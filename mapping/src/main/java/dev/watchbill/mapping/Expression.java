package dev.watchbill.mapping;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One expression of the Common Expression Language, checked and ready to run. It sees {@code body},
 * {@code it} (one item of {@code for-each}, else the body) and {@code headers}; it can neither
 * change nor reach anything. Its cost is bounded by its length, by the size of the body and by
 * {@value #MOST_ITERATIONS} steps of all its loops together; no function it may call makes a text
 * much longer than those it is given.
 *
 * @see <a href="https://cel.dev">cel.dev</a>
 */
public final class Expression {
  private static final int LONGEST = 4_000;
  private static final int MOST_ITERATIONS = 1_000;

  /** Those that can't multiply what they are given. */
  private static final Set<Function> STRINGS =
      Set.of(
          Function.CHAR_AT,
          Function.INDEX_OF,
          Function.LAST_INDEX_OF,
          Function.LOWER_ASCII,
          Function.UPPER_ASCII,
          Function.SPLIT,
          Function.SUBSTRING,
          Function.TRIM);

  private final String source;
  private final CelRuntime.Program program;

  /** What an expression must give. */
  public enum Kind {
    TEXT("a text"),
    FLAG("true or false"),
    LIST("a list"),
    MAP("a map"),
    TIME("a time");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** In words. */
    public String words() {
      return words;
    }

    boolean takes(CelType type) {
      var given = type instanceof OptionalType optional ? optional.parameters().get(0) : type;
      return given.equals(SimpleType.DYN)
          || switch (this) {
            case TEXT -> !(given instanceof ListType) && !(given instanceof MapType);
            case FLAG -> given.equals(SimpleType.BOOL);
            case LIST -> given instanceof ListType;
            case MAP -> given instanceof MapType;
            case TIME ->
                given.equals(SimpleType.TIMESTAMP)
                    || given.equals(SimpleType.STRING)
                    || given.equals(SimpleType.INT)
                    || given.equals(SimpleType.DOUBLE);
          };
    }
  }

  /** An expression that can't be used. */
  public static final class Mistake extends Exception {
    private static final long serialVersionUID = 1;

    Mistake(String sentence) {
      super(sentence);
    }

    /** What is wrong, without the expression. */
    public String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /** An expression that gave nothing for one body. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String sentence) {
      super(sentence);
    }
  }

  /** Made on first use, as it takes its time. */
  private static final class Environment {
    private static final Cel CEL =
        CelFactory.legacyCelBuilder()
            .setOptions(
                CelOptions.current()
                    .comprehensionMaxIterations(MOST_ITERATIONS)
                    .maxExpressionCodePointSize(LONGEST)
                    .maxParseRecursionDepth(50)
                    .enableHeterogeneousNumericComparisons(true)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addCompilerLibraries(CelExtensions.optional(), CelExtensions.strings(STRINGS))
            .addRuntimeLibraries(CelExtensions.optional(), CelExtensions.strings(STRINGS))
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                    "text",
                    CelOverloadDecl.newGlobalOverload(
                        "text_dyn", SimpleType.STRING, SimpleType.DYN)))
            .addFunctionBindings(CelFunctionBinding.from("text_dyn", Object.class, Values::text))
            .addVar("body", SimpleType.DYN)
            .addVar("it", SimpleType.DYN)
            .addVar("headers", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .build();
  }

  private Expression(String source, CelRuntime.Program program) {
    this.source = source;
    this.program = program;
  }

  /**
   * Checks an expression.
   *
   * @throws Mistake if it is none, names what isn't there, or gives something else
   */
  public static Expression of(String source, Kind kind) throws Mistake {
    try {
      var checked = Environment.CEL.compile(source).getAst();
      if (!kind.takes(checked.getResultType())) {
        throw new Mistake("it gives " + checked.getResultType().name());
      }
      return new Expression(source, program(checked));
    } catch (CelValidationException e) {
      throw new Mistake(
          e.getErrors().stream().findFirst().map(Expression::sentence).orElse("it is no CEL"));
    }
  }

  private static CelRuntime.Program program(CelAbstractSyntaxTree checked) throws Mistake {
    try {
      return Environment.CEL.createProgram(checked);
    } catch (CelEvaluationException e) {
      throw new Mistake(String.valueOf(e.getMessage()));
    }
  }

  private static String sentence(CelIssue issue) {
    return "column %d: %s"
        .formatted(
            issue.getSourceLocation().getColumn() + 1,
            issue.getMessage().replace(" (in container '')", ""));
  }

  /** As written. */
  public String source() {
    return source;
  }

  /**
   * Runs it.
   *
   * @return null: nothing, by an absent optional or a null
   */
  @Nullable Object on(Map<String, ?> variables) throws Failed {
    try {
      return Values.plain(program.eval(variables));
    } catch (CelEvaluationException e) {
      throw new Failed(
          String.valueOf(e.getMessage())
              .replaceFirst("^evaluation error( at <input>:\\d+)?: ", ""));
    } catch (RuntimeException e) {
      // The evaluator throws what its functions throw, such as for a time out of range.
      throw new Failed(e.getClass().getSimpleName());
    }
  }
}
