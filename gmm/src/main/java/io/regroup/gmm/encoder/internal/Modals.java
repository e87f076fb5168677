package io.regroup.gmm.encoder.internal;

import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds values among a few that are given: bit for bit, so that 0.0 is not -0.0. */
final class Modals {

    private final ColumnType.Storage storage;
    private final Map<Long, Integer> bits = new HashMap<>();
    private final Map<String, Integer> texts = new HashMap<>();

    /** Prepares for values as {@link StoredText} writes them. */
    Modals(ColumnType type, List<String> values, String what) {
        this.storage = type.storage();
        for (int i = 0; i < values.size(); i++) {
            StoredText.Value value = StoredText.parse(type, values.get(i), what);
            switch (storage) {
                case LONG -> bits.put(value.integer(), i);
                case DOUBLE -> bits.put(Double.doubleToLongBits(value.number()), i);
                case STRING -> texts.put(value.text(), i);
            }
        }
    }

    boolean isEmpty() {
        return bits.isEmpty() && texts.isEmpty();
    }

    /** Returns the place of a value among those given, or -1. */
    int find(Column source, int row, long integer, double number) {
        Integer place = switch (storage) {
            case LONG -> bits.get(integer);
            case DOUBLE -> bits.get(Double.doubleToLongBits(number));
            case STRING -> texts.get(source.getString(row));
        };
        return place == null ? -1 : place;
    }
}
