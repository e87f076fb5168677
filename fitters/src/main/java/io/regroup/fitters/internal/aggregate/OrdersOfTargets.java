package io.regroup.fitters.internal.aggregate;

import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.List;

/**
 * Aggregates of several targets, some of which take all values of a group at once; by itself those of the first.
 *
 * @param targets one program per target
 */
record OrdersOfTargets(List<ColumnOrder> targets) implements WholeGroupProgram {

    OrdersOfTargets {
        targets = List.copyOf(targets);
    }

    @Override
    public WholeGroupProgram forTarget(int target) {
        return targets.get(target);
    }

    private ColumnOrder first() {
        return targets.get(0);
    }

    @Override
    public List<Term> terms() {
        return first().terms();
    }

    @Override
    public List<String> extras() {
        return first().extras();
    }

    @Override
    public boolean everyRow() {
        return first().everyRow();
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return first().fitter(kernels);
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return first().predict(coefficients, features);
    }
}
