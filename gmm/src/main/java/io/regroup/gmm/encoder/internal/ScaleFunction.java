package io.regroup.gmm.encoder.internal;

import io.regroup.gmm.encoder.NumericModel.Scale;

/** The scale on which a column is mixed, and the way back. Strict mathematics: the same bits on every machine. */
public final class ScaleFunction {

    private ScaleFunction() {}

    /**
     * Goes to the scale.
     *
     * @param scale which
     * @param x a finite number
     * @return the number on the scale; NaN if it has none
     */
    public static double apply(Scale scale, double x) {
        return switch (scale) {
            case LINEAR -> x;
            case LOG -> x > 0 ? StrictMath.log(x) : Double.NaN;
            case SIGNED_LOG -> Math.copySign(StrictMath.log1p(Math.abs(x)), x);
        };
    }

    /** Comes back. */
    static double invert(Scale scale, double t) {
        return switch (scale) {
            case LINEAR -> t;
            case LOG -> StrictMath.exp(t);
            case SIGNED_LOG -> Math.copySign(StrictMath.expm1(Math.abs(t)), t);
        };
    }
}
