package io.regroup.crossvalidation.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The median of a group as its only coefficient; misbehaves in groups whose first value says so. */
public final class MiddleFitter implements Fitter {

    /** Its name. */
    public static final String NAME = "middle";

    /** A first value that makes it throw. */
    public static final double THROWS = 666;

    /** A first value that makes it return no status. */
    public static final double NO_STATUS = 667;

    /** A first value that makes it call NaN a fit. */
    public static final double NAN = 668;

    /** A first value that makes it call an infinity a fit. */
    public static final double INFINITE = 669;

    /** Makes one. */
    public MiddleFitter() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "the median", Set.of(FitProgram.Kind.WHOLE_GROUP), new FitterSupport(false, false, 0, 0), List.of());
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return new Middle(Term.linear(List.of(), true));
    }

    /** Finds medians. */
    record Middle(List<Term> terms) implements WholeGroupProgram {

        @Override
        @SuppressWarnings("NullAway") // no status is one of the faults
        public GroupFitter fitter(Kernels kernels) {
            return (rows, out) -> fit(rows, out, kernels);
        }

        private static @Nullable FitStatus fit(GroupRows rows, GroupFit out, Kernels kernels) {
            double first = rows.target()[rows.from()];
            if (first == THROWS) {
                throw new ArithmeticException("this group cannot be fitted");
            }
            if (first == NO_STATUS) {
                return null;
            }
            double[] values = Arrays.copyOfRange(rows.target(), rows.from(), rows.to());
            double middle = kernels.median(values, 0, values.length);
            out.coefficients()[0] = first == NAN ? Double.NaN : first == INFINITE ? Double.POSITIVE_INFINITY : middle;
            return FitStatus.OK;
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            return coefficients[0];
        }
    }
}
