package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import io.regroup.gmm.encoder.CategoricalModel;

/** Encodes categories. */
final class CategoryEncoder implements ColumnEncoder {

    private static final int CHUNK = 1024;

    private final CategoricalModel model;
    private final Modals ranks;
    private final long[] integers = new long[CHUNK];
    private final double[] numbers = new double[CHUNK];

    CategoryEncoder(CategoricalModel model) {
        this.model = model;
        this.ranks = new Modals(
                model.type(),
                model.categories().stream()
                        .map(CategoricalModel.Category::value)
                        .toList(),
                "column " + model.name() + ", category");
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
        ColumnType.Storage storage = model.type().storage();
        if (storage == ColumnType.Storage.LONG) {
            source.copyLongs(from, from + count, integers, 0);
        } else if (storage == ColumnType.Storage.DOUBLE) {
            source.copyDoubles(from, from + count, numbers, 0);
        }
        boolean nulls = source.mayHaveNulls();
        for (int i = 0; i < count; i++) {
            if (nulls && source.isNull(from + i)) {
                missing(firstRow + i, out, at + i);
                continue;
            }
            int rank = ranks.find(source, from + i, integers[i], numbers[i]);
            if (rank >= 0) {
                out.rank[at + i] = rank;
            } else {
                unseen(source, from + i, firstRow + i, out, at + i);
            }
        }
    }

    private void missing(long row, EncodedCells out, int at) {
        if (!model.missingColumn()) {
            throw new InvalidArgumentException("column " + model.name() + ": row " + (row + 1)
                    + " is missing, but its model has no indicator for missing values; fit with indicators for all"
                    + " columns (--missing always, in Java MissingValues.ALWAYS)");
        }
        out.setMissing(at);
    }

    private void unseen(Column source, int sourceRow, long row, EncodedCells out, int at) {
        if (!model.unseenColumn()) {
            throw new InvalidArgumentException("column " + model.name() + ": row " + (row + 1) + " has the category "
                    + source.get(sourceRow)
                    + ", which did not occur when its model was fitted; fit with a column for such"
                    + " categories (--unseen column, in Java UnseenCategories.COLUMN)");
        }
        out.setSpecial(at);
        out.carry(source, sourceRow, at);
    }
}
