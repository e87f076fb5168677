package io.regroup.api;

import io.regroup.api.result.Naming;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to fit: which columns play which part, with which fitter, and how the results are named. Plain data, immutable
 * and serialisable; nothing in it says where or how the work is done (see {@link RunOptions} for that).
 *
 * <pre>{@code
 * FitSpec spec = FitSpec.groupBy("sector", "row")
 *         .targets("dy")
 *         .features("x", "y")
 *         .weight("w")
 *         .minRows(20)
 *         .build();
 * }</pre>
 *
 * @param keys the columns whose combined value makes a group, at least one
 * @param targets the columns to explain, at least one, each fitted on its own
 * @param features the columns that explain, in the order of their coefficients
 * @param weight the column of row weights (proportional to 1/σ²), or null for equal weights
 * @param selection a boolean column that is true for the rows to fit, or null for all rows
 * @param medians columns whose median is reported per group
 * @param fitter the name of the fitter
 * @param fitterOptions options of the fitter by name
 * @param intercept whether the model has a constant term
 * @param minRows the fewest usable rows for a fit: one number, or one per target
 * @param rowUse which rows count when there are several targets
 * @param suffix marks the result columns
 * @param naming the style of the result columns' names
 * @param diagnostics whether the group table gets the diagnostic columns
 * @param errors how standard errors are estimated
 * @param sigmaCut the rule by which outlying rows are rejected and the rest fitted again, or null to keep all
 */
public record FitSpec(
        List<String> keys,
        List<String> targets,
        List<String> features,
        @Nullable String weight,
        @Nullable String selection,
        List<String> medians,
        String fitter,
        Map<String, String> fitterOptions,
        boolean intercept,
        List<Integer> minRows,
        RowUse rowUse,
        String suffix,
        Naming naming,
        boolean diagnostics,
        StandardErrors errors,
        @Nullable SigmaCut sigmaCut)
        implements Serializable {

    /** Fewest usable rows for a fit unless the caller says otherwise. */
    public static final int DEFAULT_MIN_ROWS = 5;

    /**
     * Checks everything that can be checked without the data.
     *
     * @throws InvalidArgumentException naming the part, what was given, and the remedy
     */
    public FitSpec {
        keys = distinct("group by", keys);
        targets = distinct("targets", targets);
        features = distinct("features", features);
        medians = distinct("medians", medians);
        fitterOptions = Map.copyOf(Objects.requireNonNull(fitterOptions, "fitterOptions"));
        minRows = List.copyOf(Objects.requireNonNull(minRows, "minRows"));
        Objects.requireNonNull(fitter, "fitter");
        Objects.requireNonNull(rowUse, "rowUse");
        Objects.requireNonNull(suffix, "suffix");
        Objects.requireNonNull(naming, "naming");
        Objects.requireNonNull(errors, "errors");
        if (keys.isEmpty()) {
            throw new InvalidArgumentException("group by: no column given; name at least one key column");
        }
        if (targets.isEmpty()) {
            throw new InvalidArgumentException("targets: no column given; name at least one");
        }
        if (features.isEmpty() && !intercept) {
            throw new InvalidArgumentException(
                    "features: none given and no intercept either; a model needs one or the other");
        }
        for (String target : targets) {
            if (features.contains(target)) {
                throw new InvalidArgumentException("target " + target
                        + ": is also a feature, so the fit would be trivial; drop it from one of the two");
            }
        }
        if (minRows.size() != 1 && minRows.size() != targets.size()) {
            throw new InvalidArgumentException("minimum rows: expected 1 number"
                    + (targets.size() == 1 ? "" : " or " + targets.size() + " (one per target)") + ", got "
                    + minRows.size());
        }
        for (int minimum : minRows) {
            if (minimum < 1) {
                throw new InvalidArgumentException("minimum rows: expected at least 1, got " + minimum);
            }
        }
    }

    private static List<String> distinct(String what, List<String> names) {
        Objects.requireNonNull(names, what);
        Set<String> seen = new HashSet<>();
        for (String name : names(what, names.toArray(String[]::new))) {
            if (name.isEmpty()) {
                throw new InvalidArgumentException(what + ": a column name is empty");
            }
            if (!seen.add(name)) {
                throw new InvalidArgumentException(what + ": column " + name + " is given twice; give it once");
            }
        }
        return List.copyOf(names);
    }

    /**
     * Returns the fewest usable rows for a fit of one target.
     *
     * @param target its place among the targets
     * @return at least 1
     */
    public int minRows(int target) {
        return minRows.size() == 1 ? minRows.get(0) : minRows.get(target);
    }

    /**
     * Returns a builder that makes this specification, to change parts of it.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(keys);
        builder.targets = targets;
        builder.features = features;
        builder.weight = weight;
        builder.selection = selection;
        builder.medians = medians;
        builder.fitter = fitter;
        builder.fitterOptions.putAll(fitterOptions);
        builder.intercept = intercept;
        builder.minRows = minRows;
        builder.rowUse = rowUse;
        builder.suffix = suffix;
        builder.naming = naming;
        builder.diagnostics = diagnostics;
        builder.errors = errors;
        builder.sigmaCut = sigmaCut;
        return builder;
    }

    /**
     * Starts a specification.
     *
     * @param keys the columns whose combined value makes a group
     * @return a builder with the defaults: ordinary least squares, an intercept, at least 5 rows, suffix {@code _fit}
     */
    public static Builder groupBy(String... keys) {
        return new Builder(names("group by", keys));
    }

    private static List<String> names(String what, String[] names) {
        for (String name : Objects.requireNonNull(names, what)) {
            Objects.requireNonNull(name, () -> what + ": a column name is null");
        }
        return List.of(names);
    }

    /** Collects the parts of a specification. Not for several threads. */
    public static final class Builder {

        private final List<String> keys;
        private List<String> targets = List.of();
        private List<String> features = List.of();
        private @Nullable String weight;
        private @Nullable String selection;
        private List<String> medians = List.of();
        private String fitter = "ols";
        private final Map<String, String> fitterOptions = new LinkedHashMap<>();
        private boolean intercept = true;
        private List<Integer> minRows = List.of(DEFAULT_MIN_ROWS);
        private RowUse rowUse = RowUse.PER_TARGET;
        private String suffix = "_fit";
        private Naming naming = Naming.BETA;
        private boolean diagnostics;
        private StandardErrors errors = StandardErrors.CLASSIC;
        private @Nullable SigmaCut sigmaCut;

        private Builder(List<String> keys) {
            this.keys = keys;
        }

        /**
         * Names the columns to explain.
         *
         * @param names numeric columns
         * @return this
         */
        public Builder targets(String... names) {
            targets = names("targets", names);
            return this;
        }

        /**
         * Names the columns that explain.
         *
         * @param names numeric columns; the order is that of the coefficients, and of who gives way when two depend on
         *     each other: the later one
         * @return this
         */
        public Builder features(String... names) {
            features = names("features", names);
            return this;
        }

        /**
         * Names the column of weights. Rows count as if repeated that often up to a common factor; a row whose weight is
         * zero or not finite is left out, a negative weight is an error.
         *
         * @param name a numeric column, or null for equal weights
         * @return this
         */
        public Builder weight(@Nullable String name) {
            weight = name;
            return this;
        }

        /**
         * Names the column that selects rows.
         *
         * @param name a boolean column, or null for all rows; a missing value does not select
         * @return this
         */
        public Builder selection(@Nullable String name) {
            selection = name;
            return this;
        }

        /**
         * Names columns whose median over the selected rows of each group is reported, missing values skipped.
         *
         * @param names numeric columns
         * @return this
         */
        public Builder medians(String... names) {
            medians = names("medians", names);
            return this;
        }

        /**
         * Chooses the fitter.
         *
         * @param name as {@code regroup plugins} lists it
         * @return this
         */
        public Builder fitter(String name) {
            fitter = name;
            return this;
        }

        /**
         * Sets an option of the fitter.
         *
         * @param name the option
         * @param value its value as text
         * @return this
         */
        public Builder fitterOption(String name, String value) {
            Objects.requireNonNull(name, "name of a fitter option");
            fitterOptions.put(name, Objects.requireNonNull(value, () -> "value of fitter option " + name));
            return this;
        }

        /**
         * Says whether the model has a constant term; it has by default.
         *
         * @param present false forces the fit through the origin
         * @return this
         */
        public Builder intercept(boolean present) {
            intercept = present;
            return this;
        }

        /**
         * Sets the fewest usable rows for a fit, 5 by default.
         *
         * @param minimum one number for all targets, or one per target, each at least 1
         * @return this
         */
        public Builder minRows(int... minimum) {
            List<Integer> numbers = new ArrayList<>();
            for (int number : minimum) {
                numbers.add(number);
            }
            minRows = numbers;
            return this;
        }

        /**
         * Says which rows count when there are several targets; each target on its own by default.
         *
         * @param use the rule
         * @return this
         */
        public Builder rowUse(RowUse use) {
            rowUse = use;
            return this;
        }

        /**
         * Sets the mark of the result columns, {@code _fit} by default.
         *
         * @param text may be empty
         * @return this
         */
        public Builder suffix(String text) {
            suffix = text;
            return this;
        }

        /**
         * Sets the style of the result columns' names, {@link Naming#BETA} by default.
         *
         * @param style the style
         * @return this
         */
        public Builder naming(Naming style) {
            naming = style;
            return this;
        }

        /**
         * Asks for the diagnostic columns: mad, condition number, t and p values, and rows left out by reason.
         *
         * @param wanted true for more columns
         * @return this
         */
        public Builder diagnostics(boolean wanted) {
            diagnostics = wanted;
            return this;
        }

        /**
         * Says how standard errors are estimated, {@link StandardErrors#CLASSIC} by default.
         *
         * @param kind the way
         * @return this
         */
        public Builder errors(StandardErrors kind) {
            errors = kind;
            return this;
        }

        /**
         * Rejects outlying rows and fits the rest again; none are rejected by default.
         *
         * @param rule when a row is outlying, or null to keep all
         * @return this
         */
        public Builder sigmaCut(@Nullable SigmaCut rule) {
            sigmaCut = rule;
            return this;
        }

        /**
         * Makes the specification.
         *
         * @return the specification
         * @throws InvalidArgumentException if the parts do not fit together
         */
        public FitSpec build() {
            return new FitSpec(
                    keys,
                    targets,
                    features,
                    weight,
                    selection,
                    medians,
                    fitter,
                    fitterOptions,
                    intercept,
                    minRows,
                    rowUse,
                    suffix,
                    naming,
                    diagnostics,
                    errors,
                    sigmaCut);
        }
    }
}
