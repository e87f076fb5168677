package io.regroup.cli.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RowUse;
import io.regroup.api.SigmaCut;
import io.regroup.api.StandardErrors;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Schema;
import io.regroup.api.result.Naming;
import io.regroup.tables.TableSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code regroup fit} that say what is fitted. */
final class ModelOptions {

    @Option(
            names = "--group-by",
            paramLabel = "K1,K2",
            description = "Key columns; rows with equal keys make a group. Required.")
    private List<String> groupBy = new ArrayList<>();

    @Option(
            names = "--target",
            paramLabel = "T1,T2",
            description = "Columns to explain, each fitted on its own. Required, or models.")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--feature",
            paramLabel = "F1,F2",
            description = "Columns that explain. Like all column lists: names separated by commas, in double quotes if "
                    + "need be, or one named SQL expression, as in --feature \"x2 = x*x\"; may be repeated.")
    private List<String> features = new ArrayList<>();

    @Option(
            names = Model.OPTION,
            paramLabel = "MODEL",
            description =
                    "Instead of targets and features: one of several fits in one call, as in --model \"dy ~ x, z\" "
                            + "--model \"_own: dz ~ z\", where _own is a suffix of its own; all else is shared; may be repeated.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--weight", paramLabel = "W", description = "Column of row weights, proportional to 1/variance.")
    private @Nullable String weight;

    @Option(names = "--median", paramLabel = "C1,C2", description = "Columns whose median is reported per group.")
    private List<String> medians = new ArrayList<>();

    @Option(
            names = "--fitter",
            paramLabel = "NAME",
            defaultValue = "ols",
            description = "What is fitted; `regroup plugins` lists them. Default: ${DEFAULT-VALUE}.")
    private String fitter = "ols";

    @Option(
            names = "--fitter-option",
            paramLabel = "NAME=VALUE",
            description = "An option of the fitter; may be repeated.")
    private List<String> fitterOptions = new ArrayList<>();

    @Option(names = "--no-intercept", description = "Fit through the origin.")
    private boolean noIntercept;

    @Option(
            names = "--min-rows",
            split = ",",
            paramLabel = "N",
            defaultValue = "5",
            description = "Fewest usable rows for a fit: one number, or one per target. Default: ${DEFAULT-VALUE}.")
    private List<Integer> minRows = new ArrayList<>();

    @Option(names = "--joint", description = "A row counts for all targets or for none.")
    private boolean joint;

    @Option(
            names = "--suffix",
            paramLabel = "TEXT",
            defaultValue = "_fit",
            description = "Marks the new columns. Default: ${DEFAULT-VALUE}.")
    private String suffix = "_fit";

    @Option(
            names = "--naming",
            paramLabel = "beta|term",
            defaultValue = "beta",
            converter = NamingConverter.class,
            description = "New columns as in deltaY_fit_beta1, or as in deltaY_slope_x_fit. Default: ${DEFAULT-VALUE}.")
    private Naming naming = Naming.BETA;

    @Option(
            names = "--diagnostics",
            description = "Add columns: mad, condition number, t and p values, rows left out by reason.")
    private boolean diagnostics;

    @Option(
            names = "--errors",
            paramLabel = "KIND",
            defaultValue = "classic",
            converter = ErrorsConverter.class,
            description = "How standard errors are estimated: classic, hc0, hc1, hc2, hc3, or cluster:COLUMN. "
                    + "Default: ${DEFAULT-VALUE}.")
    private StandardErrors errors = StandardErrors.CLASSIC;

    @Option(
            names = "--sigma-cut",
            paramLabel = "K",
            description =
                    "Reject rows whose residual is larger than K times the scale of residuals, fit the rest again, and so "
                            + "on until the rows that are kept stay the same. 100 or more keeps all.")
    private @Nullable Double sigmaCut;

    @Option(
            names = "--sigma-cut-mode",
            paramLabel = "MODE",
            converter = ModeConverter.class,
            description =
                    "The scale: mad, 1.4826 times the median deviation of all rows; rms, that of the fit, for rows "
                            + "that do not fit into memory; one-pass, the Python predecessor's rule. Default: mad.")
    private SigmaCut.@Nullable Mode sigmaCutMode;

    /** Takes {@code mad}, {@code rms} and {@code one-pass}. */
    static final class ModeConverter extends Choice<SigmaCut.Mode> {
        ModeConverter() {
            super(SigmaCut.Mode.class);
        }
    }

    /** Takes the names of ways to estimate errors. */
    static final class ErrorsConverter implements ITypeConverter<StandardErrors> {

        @Override
        public StandardErrors convert(String value) {
            try {
                return StandardErrors.parse(value);
            } catch (InvalidArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Takes {@code beta} and {@code term}. */
    static final class NamingConverter extends Choice<Naming> {
        NamingConverter() {
            super(Naming.class);
        }
    }

    /**
     * Makes the specification of the only fit.
     *
     * @param selection the boolean column that selects rows, or null for all rows
     * @throws InvalidArgumentException if the options do not fit together, or there are several models
     */
    FitSpec spec(@Nullable String selection) {
        List<FitSpec> specs = specs(selection);
        if (specs.size() > 1) {
            throw new InvalidArgumentException(
                    Model.OPTION + ": expected one model, got " + specs.size() + "; give one at a time");
        }
        return specs.get(0);
    }

    /**
     * Makes the specifications of all fits.
     *
     * @param selection the boolean column that selects rows, or null for all rows
     * @throws InvalidArgumentException if the options do not fit together
     */
    List<FitSpec> specs(@Nullable String selection) {
        return models().stream().map(model -> spec(model, selection)).toList();
    }

    private List<Model> models() {
        if (models.isEmpty()) {
            return List.of(
                    new Model(null, ColumnItem.parse("--target", targets), ColumnItem.parse("--feature", features)));
        }
        if (!targets.isEmpty() || !features.isEmpty()) {
            throw new InvalidArgumentException(
                    Model.OPTION + ": a model says which are its targets and features; leave out "
                            + (targets.isEmpty() ? "--feature" : "--target") + ", or give no models");
        }
        return models.stream().map(Model::parse).toList();
    }

    private FitSpec spec(Model model, @Nullable String selection) {
        return new FitSpec(
                ColumnItem.names("--group-by", groupBy),
                model.targetNames(),
                model.featureNames(),
                weight == null ? null : weight(weight).name(),
                selection,
                ColumnItem.names("--median", medians),
                fitter,
                fitterOptions(),
                !noIntercept,
                minRows,
                joint ? RowUse.JOINT : RowUse.PER_TARGET,
                model.suffix() == null ? suffix : model.suffix(),
                naming,
                diagnostics,
                errors,
                sigmaCut());
    }

    private @Nullable SigmaCut sigmaCut() {
        if (sigmaCut == null) {
            if (sigmaCutMode != null) {
                throw new InvalidArgumentException("--sigma-cut-mode: there is no cut; give --sigma-cut K as well");
            }
            return null;
        }
        return new SigmaCut(sigmaCut, sigmaCutMode == null ? SigmaCut.Mode.MAD : sigmaCutMode);
    }

    private static ColumnItem weight(String value) {
        List<ColumnItem> items = ColumnItem.parse("--weight", List.of(value));
        if (items.size() != 1) {
            throw new InvalidArgumentException("--weight: expected one column, got " + items.size() + " in \"" + value
                    + "\"; put a name that has a comma in double quotes");
        }
        return items.get(0);
    }

    private Map<String, String> fitterOptions() {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String option : fitterOptions) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new InvalidArgumentException("--fitter-option: expected NAME=VALUE, got \"" + option + "\"");
            }
            String name = option.substring(0, equals).strip();
            if (byName.put(name, option.substring(equals + 1).strip()) != null) {
                throw new InvalidArgumentException("--fitter-option: " + name + " is given twice; give it once");
            }
        }
        return byName;
    }

    /**
     * Returns the columns that are computed, with their expressions.
     *
     * @throws InvalidArgumentException if two expressions have one name
     */
    Map<String, String> expressions() {
        return ColumnItem.expressions(items());
    }

    /**
     * Checks that plain names which look like expressions are columns; the general message would not tell how to write
     * an expression.
     *
     * @throws InvalidArgumentException if one is not
     */
    void requireNamedExpressions(Schema schema) {
        items().forEach((option, items) -> {
            for (ColumnItem item : items) {
                if (item.looksLikeExpression() && schema.indexOf(item.name()) < 0) {
                    throw new InvalidArgumentException(option + ": there is no column " + item.name()
                            + "; an expression needs a name, as in " + example(option, "e1 = " + item.name()));
                }
            }
        });
    }

    /**
     * Checks that columns of numbers are not text, as they are when a text file writes missing values in its own way.
     *
     * @throws InvalidArgumentException naming the first value that is not a number
     */
    void requireNumbers(TableSource source) {
        items().forEach((option, items) -> {
            for (ColumnItem item : items) {
                if (!option.equals("--group-by")
                        && ColumnType.STRING.equals(source.schema().typeOf(item.name()))) {
                    String value = source.firstNonNumber(item.name());
                    throw new InvalidArgumentException(option + " " + item.name() + ": expected numbers, got "
                            + (value == null ? "no values at all" : "text such as \"" + value + "\"")
                            + "; make numbers of it, as in "
                            + example(option, "n = try_cast(" + item.name() + " AS double)"));
                }
            }
        });
    }

    /** Shows how an option is given an expression. */
    private static String example(String option, String expression) {
        return option + " \"" + (option.equals(Model.OPTION) ? "y ~ " : "") + expression + "\"";
    }

    private Map<String, List<ColumnItem>> items() {
        Map<String, List<ColumnItem>> items = new LinkedHashMap<>();
        items.put("--group-by", ColumnItem.parse("--group-by", groupBy));
        if (models.isEmpty()) {
            items.put("--target", ColumnItem.parse("--target", targets));
            items.put("--feature", ColumnItem.parse("--feature", features));
        } else {
            items.put(
                    Model.OPTION,
                    models().stream().flatMap(model -> model.items().stream()).toList());
        }
        items.put("--weight", weight == null ? List.of() : List.of(weight(weight)));
        items.put("--median", ColumnItem.parse("--median", medians));
        return items;
    }
}
