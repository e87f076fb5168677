package io.regroup.gmm.encoder;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a column of categories is encoded: each has a one-hot column.
 *
 * @param name the column
 * @param type its type
 * @param categories by rank: the most frequent first, equally frequent ones by value
 * @param missingColumn whether missing values have an indicator
 * @param unseenColumn whether other categories have an indicator and an overflow column; otherwise they are an error
 * @param rows how many rows there were when the model was fitted
 * @param missing in how many of them the value was missing
 */
public record CategoricalModel(
        String name,
        ColumnType type,
        List<Category> categories,
        boolean missingColumn,
        boolean unseenColumn,
        long rows,
        long missing)
        implements ColumnModel {

    /**
     * A category.
     *
     * @param value as text as it is stored
     * @param rows how many rows it had when the model was fitted
     */
    public record Category(String value, long rows) {}

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if a category occurs twice
     */
    public CategoricalModel {
        categories = List.copyOf(categories);
        Set<String> values = new HashSet<>();
        for (Category category : categories) {
            if (!values.add(category.value())) {
                throw new InvalidArgumentException(
                        "column " + name + ": category " + category.value() + " has two one-hot columns");
            }
        }
    }

    @Override
    public int width() {
        return categories.size();
    }

    @Override
    public List<Schema.Field> outputs() {
        List<Schema.Field> fields = new ArrayList<>();
        for (int rank = 0; rank < categories.size(); rank++) {
            fields.add(new Schema.Field(name + "_" + rank, ColumnType.BOOLEAN));
        }
        if (unseenColumn) {
            fields.add(new Schema.Field(name + OVERFLOW, type));
        }
        if (missingColumn) {
            fields.add(new Schema.Field(name + MISSING, ColumnType.BOOLEAN));
        }
        if (unseenColumn) {
            fields.add(new Schema.Field(name + UNSEEN, ColumnType.BOOLEAN));
        }
        return fields;
    }
}
