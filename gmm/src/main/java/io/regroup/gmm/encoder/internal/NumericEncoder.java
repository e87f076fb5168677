package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.gmm.encoder.Assignment;
import io.regroup.gmm.encoder.EncodedColumn;
import io.regroup.gmm.encoder.NumericModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes numbers. Whatever the formula does not return to a relative 1e-9 (for integers, floats and decimals: exactly) is carried in
 * the overflow column as it is.
 */
final class NumericEncoder implements ColumnEncoder {

    /** Added to each responsibility before they are made to add up to 1 again, as CTAB-GAN does. */
    private static final double FLOOR = 1e-6;

    private static final double TOLERANCE = 1e-9;

    /** The kernel is always asked for as many rows at a time, so that lanes and tails are the same whatever blocks there are. */
    private static final int CHUNK = 1024;

    private static final int LANES = 64;

    private final NumericModel model;
    private final NumericFormula formula;
    private final Assignment assignment;
    private final Draws draws;
    private final @Nullable GaussianKernel kernel;
    private final double[] parameters;
    private final Modals modals;

    /** The ranks of modal values, in their order. */
    private final List<Integer> modalRanks = new ArrayList<>();

    private final int missingRank;
    private final Cells nearest;
    private final Loss loss = new Loss();

    private final double[] x = new double[CHUNK];
    private final long[] integers = new long[CHUNK];
    private final double[][] t = new double[1][CHUNK];
    private final int[] rows = new int[CHUNK];
    private final double[][] responsibilities;
    private final double[] logDensity = new double[CHUNK];
    private final double[] sums = new double[CHUNK];
    private final double[] running = new double[CHUNK];
    private final int[] picked = new int[CHUNK];

    NumericEncoder(NumericModel model, Coding coding) {
        this.model = model;
        this.formula = new NumericFormula(model);
        this.assignment = coding.assignment();
        this.draws = new Draws(coding.seed(), model.name());
        this.kernel =
                formula.mixture == null ? null : coding.arithmetic().kernels().apply(formula.mixture.layout());
        this.parameters = formula.mixture == null ? new double[0] : formula.mixture.parameters();
        this.responsibilities = new double[formula.mixture == null ? 0 : formula.mixture.components()][CHUNK];
        this.nearest = new Cells(model.type(), 1);
        List<String> texts = new ArrayList<>();
        int missing = EncodedCells.NONE;
        for (int rank = 0; rank < model.width(); rank++) {
            String modal = model.modes().get(rank).modal();
            if (EncodedColumn.MISSING.equals(modal)) {
                missing = rank;
            } else if (modal != null) {
                texts.add(modal);
                modalRanks.add(rank);
            }
        }
        this.modals = new Modals(model.type(), texts, "column " + model.name() + ", modal value");
        this.missingRank = missing;
    }

    /** What was not returned so far, if values are cut off for good. */
    Loss loss() {
        return loss;
    }

    @Override
    public void encode(Column source, int from, int count, long firstRow, EncodedCells out) {
        out.clear(count);
        for (int at = 0; at < count; at += CHUNK) {
            chunk(source, from + at, Math.min(CHUNK, count - at), firstRow + at, out, at);
        }
        out.spread(count);
    }

    private void chunk(Column source, int from, int count, long firstRow, EncodedCells out, int at) {
        source.copyDoubles(from, from + count, x, 0);
        if (model.type().storage() == ColumnType.Storage.LONG) {
            source.copyLongs(from, from + count, integers, 0);
        }
        boolean nulls = source.mayHaveNulls();
        boolean plain = modals.isEmpty();
        int inside = 0;
        for (int i = 0; i < count; i++) {
            double number = x[i];
            boolean missing = nulls && source.isNull(from + i);
            double scaled = Double.isNaN(number) || Double.isInfinite(number)
                    ? Double.NaN
                    : ScaleFunction.apply(model.scale(), number);
            if (missing) {
                missing(firstRow + i, out, at + i);
            } else if (plain || !modal(source, from, i, out, at)) {
                if (kernel != null && !Double.isNaN(scaled)) {
                    t[0][inside] = scaled;
                    rows[inside++] = i;
                } else if (Double.isNaN(number)) {
                    nan(firstRow + i, out, at + i);
                } else {
                    outside(source, from + i, number, firstRow + i, out, at + i);
                }
            }
        }
        if (inside > 0 && kernel != null) {
            pick(kernel, inside, firstRow);
            for (int j = 0; j < inside; j++) {
                int i = rows[j];
                set(source, from, i, t[0][j], formula.ranks[picked[j]], out, at + i);
            }
        }
    }

    private void missing(long row, EncodedCells out, int at) {
        if (missingRank >= 0) {
            out.rank[at] = missingRank;
        } else if (model.missingColumn()) {
            out.setMissing(at);
        } else {
            throw unexpected(row, "is missing", "missing values");
        }
    }

    private void nan(long row, EncodedCells out, int at) {
        if (!model.nanColumn()) {
            throw unexpected(row, "is NaN", "NaN");
        }
        out.setSpecial(at);
    }

    private InvalidArgumentException unexpected(long row, String is, String what) {
        return new InvalidArgumentException("column " + model.name() + ": row " + (row + 1) + " " + is
                + ", but its model has no indicator for " + what
                + "; fit with indicators for all columns (--missing always, in Java MissingValues.ALWAYS)");
    }

    /** Encodes a modal value; its own value only shows where it lies, its one-hot column says which it is. */
    private boolean modal(Column source, int from, int i, EncodedCells out, int at) {
        int place = modals.find(source, from + i, integers[i], x[i]);
        if (place < 0) {
            return false;
        }
        out.rank[at + i] = modalRanks.get(place);
        double scaled = Double.isFinite(x[i]) ? ScaleFunction.apply(model.scale(), x[i]) : Double.NaN;
        if (kernel != null && !Double.isNaN(scaled)) {
            out.value[at + i] = formula.value(scaled, formula.nearest(scaled));
        }
        return true;
    }

    /** An infinity, or a number that the model's scale does not have: what lies nearest, and the number itself carried. */
    private void outside(Column source, int sourceRow, double number, long row, EncodedCells out, int at) {
        if (kernel == null && !out.hasOverflow()) {
            throw new InvalidArgumentException("column " + model.name() + ": row " + (row + 1) + " is " + number
                    + ", but all values were modal when its model was fitted; fit it again, or without strict clip");
        }
        if (kernel != null) {
            boolean large = number > 0;
            int rank = formula.outermost(large);
            out.rank[at] = rank;
            out.value[at] = large ? NumericFormula.MOST : -NumericFormula.MOST;
            if (Double.isInfinite(number)) {
                loss.addInfinite();
            } else {
                loss.add(Math.abs(number - formula.number(out.value[at], rank)));
            }
        }
        out.carry(source, sourceRow, at);
    }

    private void set(Column source, int from, int i, double scaled, int rank, EncodedCells out, int at) {
        double value = formula.value(scaled, rank);
        out.rank[at] = rank;
        out.value[at] = value;
        double back = formula.number(value, rank);
        if (!returns(source, from, i, back)) {
            out.carry(source, from + i, at);
            loss.add(Math.abs(back - x[i]));
        }
    }

    /** Tells whether a number that comes back is the value that it was. */
    private boolean returns(Column source, int from, int i, double back) {
        double number = x[i];
        boolean single = model.type().kind() == ColumnType.Kind.FLOAT32;
        return switch (model.type().storage()) {
            case LONG -> nearest.nearestLong(back) == integers[i];
            case STRING -> Double.isFinite(back) && nearest.nearestText(back).equals(source.getString(from + i));
            case DOUBLE ->
                (single || number == 0)
                        ? Double.doubleToLongBits(nearest.nearestDouble(back)) == Double.doubleToLongBits(number)
                        : Math.abs(back - number) <= TOLERANCE * Math.abs(number);
        };
    }

    /** Leaves the chosen one of the kept components for each of the first numbers. */
    private void pick(GaussianKernel gaussians, int count, long firstRow) {
        int padded = (count + LANES - 1) / LANES * LANES;
        Arrays.fill(t[0], count, padded, t[0][count - 1]);
        gaussians.responsibilities(t, 0, padded, parameters, 0, responsibilities, logDensity);
        Arrays.fill(picked, 0, count, 0);
        if (assignment == Assignment.MOST_LIKELY) {
            mostLikely(count);
        } else {
            sample(count, firstRow);
        }
    }

    private void mostLikely(int count) {
        System.arraycopy(responsibilities[formula.kept[0]], 0, sums, 0, count);
        for (int c = 1; c < formula.kept.length; c++) {
            double[] own = responsibilities[formula.kept[c]];
            for (int j = 0; j < count; j++) {
                if (own[j] > sums[j]) {
                    sums[j] = own[j];
                    picked[j] = c;
                }
            }
        }
    }

    private void sample(int count, long firstRow) {
        Arrays.fill(sums, 0, count, 0);
        for (int component : formula.kept) {
            double[] own = responsibilities[component];
            for (int j = 0; j < count; j++) {
                sums[j] += own[j] + FLOOR;
            }
        }
        for (int j = 0; j < count; j++) {
            sums[j] *= draws.at(firstRow + rows[j]);
        }
        Arrays.fill(running, 0, count, 0);
        // the last one needs no look: what is beyond all others is its own
        for (int c = 0; c < formula.kept.length - 1; c++) {
            double[] own = responsibilities[formula.kept[c]];
            for (int j = 0; j < count; j++) {
                running[j] += own[j] + FLOOR;
                picked[j] += sums[j] >= running[j] ? 1 : 0;
            }
        }
    }
}
