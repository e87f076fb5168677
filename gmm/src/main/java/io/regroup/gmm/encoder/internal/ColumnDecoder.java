package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Schema;
import io.regroup.gmm.encoder.CategoricalModel;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.EncodedColumn;
import io.regroup.gmm.encoder.NumericModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes one column, for one thread: overflow first, then indicators, then the one-hot column with the largest number. */
final class ColumnDecoder {

    private static final double HALF = 0.5;

    private final ColumnModel model;
    private final @Nullable NumericFormula formula;
    private final List<StoredText.@Nullable Value> values = new ArrayList<>();
    private final int valueAt;
    private final int[] oneHotAt;
    private final int overflowAt;
    private final int missingAt;
    private final int nanAt;
    private final List<Cells> cells = new ArrayList<>();
    private final double[] value;
    private final double[] missing;
    private final double[] nan;
    private final double[] best;
    private final double[] doubles;
    private final long[] longs;
    private final int[] rank;

    /** Places are those of the model's outputs in blocks, -1 for those that are absent. */
    ColumnDecoder(ColumnModel model, List<Integer> places, int capacity, int sets) {
        this.model = model;
        this.formula = model instanceof NumericModel number ? new NumericFormula(number) : null;
        this.valueAt = formula == null ? -1 : places.get(0);
        int first = formula == null ? 0 : 1;
        this.oneHotAt = new int[model.width()];
        for (int r = 0; r < oneHotAt.length; r++) {
            oneHotAt[r] = places.get(first + r);
        }
        this.overflowAt = place(ColumnModel.OVERFLOW, places);
        this.missingAt = place(ColumnModel.MISSING, places);
        this.nanAt = place(ColumnModel.NAN, places);
        for (int r = 0; r < model.width(); r++) {
            String text = switch (model) {
                case NumericModel number -> number.modes().get(r).modal();
                case CategoricalModel category -> category.categories().get(r).value();
            };
            boolean fixed = text != null && !(formula != null && text.equals(EncodedColumn.MISSING));
            values.add(text != null && fixed ? StoredText.parse(model.type(), text, "column " + model.name()) : null);
        }
        for (int set = 0; set < sets; set++) {
            cells.add(new Cells(model.type(), capacity));
        }
        this.value = new double[capacity];
        this.missing = new double[capacity];
        this.nan = new double[capacity];
        this.best = new double[capacity];
        this.doubles = new double[capacity];
        this.longs = new long[capacity];
        this.rank = new int[capacity];
    }

    private int place(String suffix, List<Integer> places) {
        List<Schema.Field> outputs = model.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).name().equals(model.name() + suffix)) {
                return places.get(i);
            }
        }
        return -1;
    }

    /** Decodes rows of a block; the column is valid until the set is used again. */
    Column decode(Block block, int from, int rows, int set) {
        load(block, valueAt, from, rows, value);
        load(block, missingAt, from, rows, missing);
        load(block, nanAt, from, rows, nan);
        largest(block, from, rows);
        Column overflow = overflowAt < 0 ? null : block.column(overflowAt);
        Cells out = cells.get(set);
        for (int i = 0; i < rows; i++) {
            if (overflow != null && !overflow.isNull(from + i)) {
                carried(overflow, from + i, out, i);
            } else if (missing[i] > HALF) {
                out.setMissing(i);
            } else if (nan[i] > HALF) {
                out.set(Double.NaN, i);
            } else {
                decode(i, block.firstRow() + from + i, out);
            }
        }
        return out.column(rows);
    }

    /** A text file may have come back with its carried values as text. */
    private void carried(Column overflow, int row, Cells out, int i) {
        if (out.takes(overflow.type())) {
            out.copy(overflow, row, i);
            return;
        }
        String what = "column " + model.name() + ColumnModel.OVERFLOW;
        String text = String.valueOf(overflow.getString(row));
        out.set(StoredText.parse(model.type(), StoredText.normal(model.type(), text, what), what), i);
    }

    private void decode(int i, long row, Cells out) {
        int mode = rank[i];
        if (mode < 0) {
            throw new InvalidArgumentException("row " + (row + 1) + ": none of the one-hot columns of " + model.name()
                    + " is set, and it is not marked as missing; each row needs one");
        }
        StoredText.Value fixed = values.get(mode);
        if (fixed != null) {
            out.set(fixed, i);
        } else if (formula == null || !formula.isComponent(mode)) {
            out.setMissing(i);
        } else if (Double.isNaN(value[i])) {
            throw new InvalidArgumentException("row " + (row + 1) + ": column " + model.name()
                    + " has no value, though its one-hot column " + mode + " is that of a component");
        } else {
            out.set(formula.number(Math.min(1, Math.max(-1, value[i])), mode), i);
        }
    }

    /** Finds the one-hot column with the largest number above 0 in each row, the first of several. */
    private void largest(Block block, int from, int rows) {
        Arrays.fill(best, 0, rows, 0);
        Arrays.fill(rank, 0, rows, EncodedCells.NONE);
        for (int r = 0; r < oneHotAt.length; r++) {
            load(block, oneHotAt[r], from, rows, doubles);
            for (int i = 0; i < rows; i++) {
                if (doubles[i] > best[i]) {
                    best[i] = doubles[i];
                    rank[i] = r;
                }
            }
        }
    }

    /** Copies numbers or booleans; zeros for a column that is not there. */
    private void load(Block block, int place, int from, int rows, double[] into) {
        if (place < 0) {
            Arrays.fill(into, 0, rows, 0);
            return;
        }
        Column column = block.column(place);
        if (column.type().equals(ColumnType.BOOLEAN)) {
            column.copyLongs(from, from + rows, longs, 0);
            for (int i = 0; i < rows; i++) {
                into[i] = longs[i];
            }
        } else {
            column.copyDoubles(from, from + rows, into, 0);
        }
    }
}
