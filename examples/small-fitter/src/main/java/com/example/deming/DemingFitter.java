package com.example.deming;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The line for a feature that has errors like the target (W. E. Deming, Statistical Adjustment of Data, 1943). */
public final class DemingFitter implements Fitter {

    private static final FitterOption<Double> RATIO = FitterOption.number(
            "variance-ratio", 1, "a number above 0", value -> value > 0, "variance of y's errors over that of x's");

    @Override
    public String name() {
        return "deming";
    }

    @Override
    public FitterDescription describe() {
        FitterSupport support = new FitterSupport(false, false, 1, 1); // no weights, an intercept, one feature
        return new FitterDescription(
                "Deming's line, for a feature with errors of its own",
                Set.of(FitProgram.Kind.WHOLE_GROUP),
                support,
                List.of(RATIO.description()));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return new Line(Term.linear(spec.features(), true), RATIO.of(spec));
    }

    private record Line(List<Term> terms, double ratio) implements WholeGroupProgram {

        @Override
        public GroupFitter fitter(Kernels kernels) {
            return this::fit;
        }

        private FitStatus fit(GroupRows rows, GroupFit out) {
            double[] x = Arrays.copyOfRange(rows.feature(0), rows.from(), rows.to());
            double[] y = Arrays.copyOfRange(rows.target(), rows.from(), rows.to());
            double meanX = Arrays.stream(x).average().orElseThrow();
            double meanY = Arrays.stream(y).average().orElseThrow();
            double difference = 0; // syy - ratio sxx
            double product = 0;
            for (int i = 0; i < x.length; i++) {
                difference += (y[i] - meanY) * (y[i] - meanY) - ratio * (x[i] - meanX) * (x[i] - meanX);
                product += (x[i] - meanX) * (y[i] - meanY);
            }
            double root = Math.hypot(difference, 2 * Math.sqrt(ratio) * product);
            double slope =
                    difference > 0 ? (difference + root) / (2 * product) : 2 * ratio * product / (root - difference);
            boolean found = Double.isFinite(slope); // else the line is upright, or all rows are one point
            out.coefficients()[0] = found ? meanY - slope * meanX : meanY;
            out.coefficients()[1] = found ? slope : Double.NaN;
            return found ? FitStatus.OK : FitStatus.RANK_DEFICIENT;
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return coefficients[0] + (Double.isNaN(coefficients[1]) ? 0 : coefficients[1] * features[0]);
        }
    }
}
