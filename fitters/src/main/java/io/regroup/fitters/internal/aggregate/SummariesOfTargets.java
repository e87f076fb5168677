package io.regroup.fitters.internal.aggregate;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.Term;
import java.util.List;

/**
 * Summaries of several targets; by itself that of the first.
 *
 * @param targets one summary per target
 */
record SummariesOfTargets(List<ColumnSummary> targets) implements SummaryProgram {

    SummariesOfTargets {
        targets = List.copyOf(targets);
    }

    @Override
    public SummaryProgram forTarget(int target) {
        return targets.get(target);
    }

    private ColumnSummary first() {
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
    public int width() {
        return first().width();
    }

    @Override
    public void identity(double[] slab, int at) {
        first().identity(slab, at);
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        first().accumulate(rows, from, to, slab, at);
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        first().combine(into, at, later, laterAt);
    }

    @Override
    public FitStatus finish(double[] slab, int at, GroupFit out) {
        return first().finish(slab, at, out);
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        return first().predict(coefficients, features);
    }
}
