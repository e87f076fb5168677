package io.regroup.bench;

import io.regroup.api.FitSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One thing to measure: rows and what to fit to them.
 *
 * @param id such as {@code S1}
 * @param variant tells scenarios of one id apart, such as {@code sorted}
 * @param family what it is measured for
 * @param description for people
 * @param spec what to fit
 * @param rows how the rows are made
 */
record Scenario(String id, String variant, Family family, String description, FitSpec spec, RowDesign rows) {

    /** What a scenario is measured for. */
    enum Family {
        /** The scenarios S1 … S7, and what they are compared with. */
        SHAPE,
        /** Mean and variance of each group instead of a fit. */
        AGGREGATE,
        /** The origin's own suites. */
        ORIGIN,
        /** One of a series in which one thing varies. */
        SCALING,
        /** A fitter of whole groups, or what it is compared with; of small sizes measured only when asked for. */
        WHOLE_GROUP,
        /** Gaussian mixtures; of small sizes measured only when asked for. */
        MIXTURE,
        /** Gaussian mixtures of a column that is larger than the heap, in a process of its own; measured only when asked for. */
        MIXTURE_FILE,
        /** The encoder, from files to files, each step in a process of its own; measured only when asked for. */
        ENCODER,
        /** From a file to a file. */
        PARQUET,
        /** From files to a file, in a process whose heap does not hold the rows; measured only when asked for. */
        REDUCTION
    }

    /** Makes a scenario of synthetic rows: all targets on all features. */
    static Scenario of(String id, Family family, String description, SyntheticRows rows) {
        FitSpec.Builder spec = FitSpec.groupBy(rows.keyNames())
                .targets(numbered("y", rows.targets()))
                .features(numbered("x", rows.features()))
                .weight(rows.weighted() ? "w" : null);
        if (rows.keys() == SyntheticRows.Keys.SECTOR_ROW_PAD) {
            spec.medians(numbered("x", rows.features()));
        }
        return new Scenario(id, rows.order().toString(), family, description, spec.build(), rows);
    }

    private static String[] numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    /** Returns the name by which results go. */
    String name() {
        return id + "-" + variant;
    }

    /** Tells whether rows are in memory when the clock starts, not in files. */
    boolean inMemory() {
        return switch (family) {
            case PARQUET, REDUCTION, MIXTURE_FILE, ENCODER -> false;
            default -> true;
        };
    }

    /** Tells whether rows in memory are fitted by least squares. */
    boolean fitsInMemory() {
        return inMemory() && family != Family.AGGREGATE && !isIterated();
    }

    /** Tells whether fits are iterated, so that contenders need not agree to the last digits. */
    boolean isIterated() {
        return family == Family.WHOLE_GROUP || family == Family.MIXTURE || family == Family.MIXTURE_FILE;
    }

    /** Returns the same with fewer or more rows. */
    Scenario scaled(double factor) {
        return new Scenario(id, variant, family, description, spec, rows.scaled(factor));
    }

    /** Returns how many answers there are per target: coefficients, mean and variance, or what the rows' recipe judges by. */
    int terms() {
        return family == Family.AGGREGATE
                ? 2
                : rows instanceof JudgedRows ? 1 : coefficients().size();
    }

    /** Returns the names of a target's coefficients. */
    List<String> coefficients() {
        if (spec.fitter().equals(WholeGroupScenarios.NONLINEAR)) {
            return WholeGroupScenarios.PARAMETERS;
        }
        if (rows instanceof MixtureRows mixtures) {
            return MixtureScenarios.parameters(mixtures);
        }
        int first = spec.intercept() ? 0 : 1;
        return IntStream.rangeClosed(first, spec.features().size())
                .mapToObj(i -> "beta" + i)
                .toList();
    }
}
