package io.regroup.fitters.internal.robust;

import java.io.Serializable;

/**
 * When an iteration ends.
 *
 * @param tolerance the relative change at which it has settled, in (0, 1)
 * @param most the most steps, at least 1
 */
public record IterationLimits(double tolerance, int most) implements Serializable {

    /** As long as nothing else is asked for. */
    public static final IterationLimits USUAL = new IterationLimits(1e-10, 100);
}
