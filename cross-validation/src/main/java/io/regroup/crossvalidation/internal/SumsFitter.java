package io.regroup.crossvalidation.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.FitStatus;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.FitterDescription;
import io.regroup.api.spi.FitterSupport;
import io.regroup.api.spi.GroupFit;
import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.SummaryProgram;
import io.regroup.api.spi.Term;
import java.util.List;
import java.util.Set;

/** The number of rows, the sum, the first and the last value: a summary that shows when rows are lost or out of order. */
public final class SumsFitter implements Fitter {

    /** Its name. */
    public static final String NAME = "sums";

    private static final int ROWS = 0;
    private static final int SUM = 1;
    private static final int FIRST = 2;
    private static final int LAST = 3;

    /** Makes one. */
    public SumsFitter() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FitterDescription describe() {
        return new FitterDescription(
                "rows, sum, first and last value", Set.of(FitProgram.Kind.MERGEABLE), FitterSupport.ALL, List.of());
    }

    @Override
    public FitProgram compile(FitSpec spec) {
        return new Sums();
    }

    /** Keeps the four numbers. */
    record Sums() implements SummaryProgram {

        @Override
        public List<Term> terms() {
            return List.of();
        }

        @Override
        public List<String> extras() {
            return List.of("rows", "sum", "first", "last");
        }

        @Override
        public int width() {
            return LAST + 1;
        }

        @Override
        public void accumulate(GroupRows rows, int from, int to, double[] slab, int at) {
            double[] values = rows.target();
            for (int row = from; row < to; row++) {
                if (slab[at + ROWS] == 0) {
                    slab[at + FIRST] = values[row];
                }
                slab[at + ROWS]++;
                slab[at + SUM] += values[row];
                slab[at + LAST] = values[row];
            }
        }

        @Override
        public void combine(double[] into, int at, double[] later, int laterAt) {
            if (later[laterAt + ROWS] == 0) {
                return;
            }
            if (into[at + ROWS] == 0) {
                into[at + FIRST] = later[laterAt + FIRST];
            }
            into[at + ROWS] += later[laterAt + ROWS];
            into[at + SUM] += later[laterAt + SUM];
            into[at + LAST] = later[laterAt + LAST];
        }

        @Override
        public FitStatus finish(double[] slab, int at, GroupFit out) {
            System.arraycopy(slab, at, out.extras(), 0, width());
            return FitStatus.OK;
        }

        @Override
        public double predict(double[] coefficients, double[] features) {
            throw new UnsupportedOperationException("no model");
        }
    }
}
