package io.regroup.nonlinear.internal.solve;

import java.io.Serializable;

/**
 * Between which values each parameter may be. Two equal bounds hold it fixed.
 *
 * @param lower the lowest values, perhaps negative infinity; not to be changed
 * @param upper the highest values, perhaps infinity; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // one per program, never compared
public record Bounds(double[] lower, double[] upper) implements Serializable {

    /**
     * Moves a value to the nearest one that is allowed.
     *
     * @param parameter the parameter's place
     * @param value its value
     * @return the value itself if it is allowed
     */
    public double clamp(int parameter, double value) {
        return Math.min(Math.max(value, lower[parameter]), upper[parameter]);
    }

    /**
     * Tells whether a value is one of the bounds.
     *
     * @param parameter the parameter's place
     * @param value its value
     * @return true if it cannot move one way, or neither
     */
    public boolean isAtBound(int parameter, double value) {
        return value <= lower[parameter] || value >= upper[parameter];
    }

    /**
     * Tells whether a parameter can move downhill.
     *
     * @param parameter the parameter's place
     * @param value its value
     * @param slope the direction in which the sum of squares falls: positive if it falls with larger values
     * @return false if a bound is in the way, or if it is fixed
     */
    boolean isFree(int parameter, double value, double slope) {
        if (lower[parameter] >= upper[parameter]) {
            return false;
        }
        return (value > lower[parameter] || slope > 0) && (value < upper[parameter] || slope < 0);
    }
}
