package io.regroup.kernels;

/**
 * The cross-moments of one group and target as a summary in a slab: the number of rows that count, and then the quantities of
 * {@link MomentLayout}, one after another, about the mean of the rows. Where centring has cost digits the mark of {@link
 * MomentLayout#ALL_POSITIVE} is 0, and stays so in all that it is combined with.
 *
 * <p>Combining is that of Chan, Golub and LeVeque 1983, doi:10.1080/00031305.1983.10483115: both are moved to their common
 * mean, with the exact change of the sums, and added. For one thread.
 */
final class MomentSummary {

    /** Where the moments stand in a summary, after the count. */
    static final int MOMENTS = 1;

    private final int variables;
    private final int width;
    private final int pivots;
    private final int sums;
    private final int products;
    private final boolean intercept;
    private final double[] move;

    MomentSummary(MomentLayout layout, boolean intercept) {
        this.variables = layout.variables();
        this.width = MOMENTS + layout.width();
        this.pivots = MOMENTS + layout.pivot(0);
        this.sums = MOMENTS + layout.sum(0);
        this.products = MOMENTS + layout.product(0, 0);
        this.intercept = intercept;
        this.move = new double[variables];
    }

    /** Moves the pivots of fresh sums to the means, and says if that costs digits. */
    void settle(double[] slab, int at) {
        slab[at + MOMENTS + MomentLayout.ALL_POSITIVE] = 1;
        if (!intercept) {
            return;
        }
        double inverse = 1 / slab[at + MOMENTS + MomentLayout.WEIGHT];
        for (int v = 0; v < variables; v++) {
            double sum = slab[at + sums + v];
            double square = slab[at + products + v * (v + 1) / 2 + v];
            move[v] = sum * inverse;
            if (!((square - sum * move[v]) * BatchCholesky.MOST_CENTRING >= square)) {
                slab[at + MOMENTS + MomentLayout.ALL_POSITIVE] = 0;
            }
            roundMove(slab, at, v);
        }
        shift(slab, at);
    }

    /** Makes the move one that leads to a double, so that the change of the sums is that of the pivot. */
    private void roundMove(double[] slab, int at, int v) {
        double pivot = slab[at + pivots + v];
        move[v] = (pivot + move[v]) - pivot;
    }

    /** Moves the pivots, with the exact change of the sums. */
    private void shift(double[] slab, int at) {
        double weight = slab[at + MOMENTS + MomentLayout.WEIGHT];
        int product = at + products;
        for (int j = 0; j < variables; j++) {
            double left = weight * move[j] - slab[at + sums + j];
            for (int i = 0; i <= j; i++) {
                slab[product++] += move[i] * left - move[j] * slab[at + sums + i];
            }
        }
        for (int v = 0; v < variables; v++) {
            slab[at + sums + v] -= weight * move[v];
            slab[at + pivots + v] += move[v];
        }
    }

    /** Adds the summary of other rows, which is overwritten. */
    void combine(double[] into, int at, double[] other, int otherAt) {
        if (other[otherAt] == 0) {
            return;
        }
        if (into[at] == 0) {
            System.arraycopy(other, otherAt, into, at, width);
            return;
        }
        double weight = into[at + MOMENTS + MomentLayout.WEIGHT];
        double more = other[otherAt + MOMENTS + MomentLayout.WEIGHT];
        if (intercept) {
            double share = more / (weight + more);
            for (int v = 0; v < variables; v++) {
                double apart = other[otherAt + pivots + v] - into[at + pivots + v];
                move[v] = share * apart;
                roundMove(into, at, v);
            }
            shift(into, at);
            for (int v = 0; v < variables; v++) {
                move[v] = into[at + pivots + v] - other[otherAt + pivots + v];
            }
            shift(other, otherAt);
        }
        into[at] += other[otherAt];
        into[at + MOMENTS + MomentLayout.WEIGHT] = weight + more;
        int mark = MOMENTS + MomentLayout.ALL_POSITIVE;
        into[at + mark] = Math.min(into[at + mark], other[otherAt + mark]);
        for (int k = sums; k < width; k++) {
            into[at + k] += other[otherAt + k];
        }
    }
}
