package io.regroup.fitters.internal.aggregate;

import io.regroup.api.FitStatus;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.Term;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The summary of one target: parts that its aggregates share, one after another, and what is read off them. */
final class ColumnSummary implements SummaryProgram {

    private static final long serialVersionUID = 1;

    /** So many rows are handed to all parts before the next, so that these find them in the fastest cache. */
    private static final int STEP = 1 << 10;

    /** No part counts missing values. */
    static final int NOT_COUNTED = -1;

    /**
     * One result.
     *
     * @param extra its place among the results
     * @param rule when there is one
     * @param values where the count of values stands
     * @param missing where the count of missing values stands, or {@link #NOT_COUNTED}
     * @param reading how it is computed
     */
    record Outcome(int extra, Rule rule, int values, int missing, Reading reading) implements Serializable {

        void write(double[] slab, int at, double[] extras) {
            double gaps = missing == NOT_COUNTED ? 0 : slab[at + missing];
            extras[extra] = rule.grants(slab[at + values], gaps) ? reading.of(slab, at) : rule.instead(gaps);
        }
    }

    @SuppressWarnings("serial") // List.copyOf gives a serializable list
    private final List<String> labels;

    private final Part[] parts;
    private final int[] places;
    private final Outcome[] outcomes;
    private final int width;

    /**
     * Puts a summary together.
     *
     * @param labels the names of all results
     * @param parts what is kept, at least one
     * @param outcomes the results that are read off it
     */
    ColumnSummary(List<String> labels, List<Part> parts, List<Outcome> outcomes) {
        this.labels = List.copyOf(labels);
        this.parts = parts.toArray(Part[]::new);
        this.places = new int[this.parts.length];
        int end = 0;
        for (int p = 0; p < places.length; p++) {
            places[p] = end;
            end += this.parts[p].width();
        }
        this.width = end;
        this.outcomes = outcomes.toArray(Outcome[]::new);
    }

    @Override
    public List<Term> terms() {
        return List.of();
    }

    @Override
    public List<String> extras() {
        return labels;
    }

    @Override
    public boolean everyRow() {
        return true;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int counter() {
        return 0; // the first part counts values
    }

    @Override
    public void identity(double[] slab, int at) {
        for (int p = 0; p < parts.length; p++) {
            parts[p].identity(slab, at + places[p]);
        }
    }

    @Override
    public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
        for (int start = from; start < to; start += STEP) {
            int end = Math.min(to, start + STEP);
            for (int p = 0; p < parts.length; p++) {
                parts[p].accumulate(rows, start, end, slab, at + places[p]);
            }
        }
    }

    @Override
    public void accumulateScattered(GroupRows rows, int from, int to, int[] at, double[] slab) {
        for (int p = 0; p < parts.length; p++) {
            parts[p].accumulateScattered(rows, from, to, at, places[p], slab);
        }
    }

    @Override
    public boolean settle(double[] slab, int at) {
        BitSet starts = new BitSet();
        for (int p = 0; p < parts.length; p++) {
            starts.set(p, !parts[p].settle(slab, at + places[p]));
        }
        if (starts.isEmpty()) {
            return true;
        }
        // all parts see the rows again, so the others start from nothing
        for (int p = starts.nextClearBit(0); p < parts.length; p = starts.nextClearBit(p + 1)) {
            Arrays.fill(slab, at + places[p], at + places[p] + parts[p].width(), 0);
            parts[p].identity(slab, at + places[p]);
        }
        return false;
    }

    @Override
    public void combine(double[] into, int at, double[] later, int laterAt) {
        for (int p = 0; p < parts.length; p++) {
            parts[p].combine(into, at + places[p], later, laterAt + places[p]);
        }
    }

    @Override
    public FitStatus finish(double[] slab, int at, GroupFit out) {
        for (Outcome outcome : outcomes) {
            outcome.write(slab, at, out.extras());
        }
        return FitStatus.OK;
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        throw new UnsupportedOperationException("an aggregate predicts nothing");
    }
}
