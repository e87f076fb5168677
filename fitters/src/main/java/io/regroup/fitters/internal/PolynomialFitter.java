package io.regroup.fitters.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterOption;
import io.regroup.api.spi.FitterSupport;
import io.regroup.fitters.internal.linear.PolynomialProgram;
import io.regroup.fitters.internal.linear.ProductsProgram;
import java.util.List;
import java.util.Set;

/**
 * Least squares with powers of one feature, or all products of powers of several up to a total degree, solved on centred, scaled
 * features, with one on polynomials that are orthogonal on the rows.
 */
public final class PolynomialFitter implements Fitter {

    private static final int HIGHEST_DEGREE = 50;
    private static final int MOST_TERMS = 1000;

    private static final FitterOption<Integer> DEGREE = FitterOption.wholeNumber(
            "degree",
            2,
            "a whole number from 1 to " + HIGHEST_DEGREE,
            value -> value >= 1 && value <= HIGHEST_DEGREE,
            "the highest total degree");

    /** Makes the fitter; called by the service loader. */
    public PolynomialFitter() {}

    @Override
    public String name() {
        return "polynomial";
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "least squares with powers of a feature, or products of powers of several, on a basis that loses no digits",
                Set.of(FitProgram.Kind.WHOLE_GROUP),
                new FitterSupport(true, true, 1, Integer.MAX_VALUE),
                List.of(DEGREE.description()));
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        int degree = DEGREE.of(spec);
        int features = spec.features().size();
        if (features == 1) {
            return new PolynomialProgram(spec.features().getFirst(), spec.intercept(), degree);
        }
        if (ProductsProgram.count(features, degree) > MOST_TERMS) {
            throw new InvalidArgumentException(DEGREE + ": expected at most " + MOST_TERMS + " products, but "
                    + features + " features have more up to degree " + degree
                    + "; lower the degree or name fewer features");
        }
        return new ProductsProgram(spec.features(), spec.intercept(), degree);
    }
}
