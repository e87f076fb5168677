package io.regroup.crossvalidation.agreement;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.StandardErrors;
import io.regroup.api.data.Dataset;
import io.regroup.api.engine.Estimates;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How large the numbers are of which linear fits are made: per group and target, mean, norm and largest deviation of the
 * target and of each feature, over the rows used. They give the natural scale of a coefficient, what it would be if its
 * feature alone explained all of the target: a coefficient that is zero comes out as a rounding error of that.
 */
final class Magnitudes {

    private static final String FITTER = "agreement-magnitudes";
    private static final int MEAN = 0;
    private static final int NORM = 1;
    private static final int MOST = 2;
    private static final int PER_COLUMN = 3;

    private final Estimates estimates;

    private Magnitudes(Estimates estimates) {
        this.estimates = estimates;
    }

    /** Measures the rows of a linear model, by the options' engine and strategy. */
    static Magnitudes of(Dataset data, FitSpec spec, RunOptions options, Plugins plugins) {
        FitSpec measured = new FitSpec(
                spec.keys(),
                spec.targets(),
                spec.features(),
                spec.weight(),
                spec.selection(),
                List.of(),
                FITTER,
                Map.of(),
                spec.intercept(),
                spec.minRows(),
                spec.rowUse(),
                spec.suffix(),
                spec.naming(),
                false,
                StandardErrors.CLASSIC,
                null);
        return new Magnitudes(Regroup.fit(data, measured, options, plugins.with(new MagnitudeFitter()))
                .estimates());
    }

    /** Returns the absolute mean of a column, 0 without an intercept: of the target (0), or of a feature (from 1). */
    double[] mean(int target, int column) {
        return estimates.target(target).extra(PER_COLUMN * column + MEAN);
    }

    /** Returns the root of Σ w d², with d the deviations from the mean; of a constant target that of Σ w y². */
    double[] norm(int target, int column) {
        return estimates.target(target).extra(PER_COLUMN * column + NORM);
    }

    /** Returns the largest deviation from the mean. */
    double[] most(int target, int column) {
        return estimates.target(target).extra(PER_COLUMN * column + MOST);
    }

    /** Returns the root of Σ w. */
    double[] rootWeight(int target, int features) {
        return estimates.target(target).extra(PER_COLUMN * (features + 1));
    }

    private static final class MagnitudeFitter implements Fitter {

        @Override
        public String name() {
            return FITTER;
        }

        @Override
        public FitterDescription describe() {
            return new FitterDescription(
                    "sizes of targets and features", Set.of(FitProgram.Kind.WHOLE_GROUP), FitterSupport.ALL, List.of());
        }

        @Override
        public FitProgram compile(FitSpec spec) {
            return new MagnitudeProgram(spec.features().size(), spec.intercept());
        }
    }

    private record MagnitudeProgram(int features, boolean centred) implements WholeGroupProgram {

        @Override
        public List<Term> terms() {
            return List.of();
        }

        @Override
        public List<String> extras() {
            List<String> names = new ArrayList<>();
            for (int column = 0; column <= features; column++) {
                names.add("mean" + column);
                names.add("norm" + column);
                names.add("most" + column);
            }
            names.add("root_weight");
            return names;
        }

        @Override
        public double predict(double[] coefficients, double[] values) {
            throw new UnsupportedOperationException("sizes predict nothing");
        }

        @Override
        public GroupFitter fitter(Kernels kernels) {
            return this::measure;
        }

        private FitStatus measure(GroupRows rows, GroupFit out) {
            double[] sizes = out.extras();
            for (int column = 0; column <= features; column++) {
                double[] values = column == 0 ? rows.target() : rows.feature(column - 1);
                measure(values, rows.weight(), rows.from(), rows.to(), sizes, PER_COLUMN * column);
            }
            double rootWeight = Math.sqrt(totalWeight(rows));
            sizes[PER_COLUMN * (features + 1)] = rootWeight;
            if (sizes[NORM] == 0) {
                sizes[NORM] = sizes[MEAN] * rootWeight;
            }
            return FitStatus.OK;
        }

        private static double totalWeight(GroupRows rows) {
            double[] weights = rows.weight();
            double total = 0;
            for (int i = rows.from(); i < rows.to(); i++) {
                total += weights == null ? 1 : weights[i];
            }
            return total;
        }

        /** Takes deviations from the first value, so that a constant column has none, and in units of their largest. */
        private void measure(double[] values, double @Nullable [] weights, int from, int to, double[] sizes, int at) {
            double pivot = centred ? values[from] : 0;
            double unit = 0;
            for (int i = from; i < to; i++) {
                unit = Math.max(unit, Math.abs(values[i] - pivot));
            }
            if (unit == 0) {
                sizes[at + MEAN] = Math.abs(pivot);
                sizes[at + NORM] = 0;
                sizes[at + MOST] = 0;
                return;
            }
            double sum = 0;
            double total = 0;
            for (int i = from; i < to; i++) {
                double w = weights == null ? 1 : weights[i];
                sum += w * ((values[i] - pivot) / unit);
                total += w;
            }
            double mean = centred ? sum / total : 0;
            double squares = 0;
            double most = 0;
            for (int i = from; i < to; i++) {
                double d = (values[i] - pivot) / unit - mean;
                squares += (weights == null ? 1 : weights[i]) * d * d;
                most = Math.max(most, Math.abs(d));
            }
            sizes[at + MEAN] = centred ? Math.abs(pivot + mean * unit) : 0;
            sizes[at + NORM] = unit * Math.sqrt(squares);
            sizes[at + MOST] = unit * most;
        }
    }
}
