package io.regroup.api.internal;

import io.regroup.api.data.ColumnType;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values between which statistics say that a column's values are. */
final class KeyBounds {

    private KeyBounds() {}

    /** Names the class of the bounds of a column. */
    static String expected(ColumnType type) {
        return switch (type.storage()) {
            case LONG -> "Long";
            case DOUBLE -> "Double";
            case STRING -> type.isNumeric() ? "String with a number" : "String";
        };
    }

    /** Tells whether a bound is of the class that a column's storage asks for. */
    static boolean fits(@Nullable Object bound, ColumnType type) {
        return switch (type.storage()) {
            case LONG -> bound instanceof Long;
            case DOUBLE -> bound instanceof Double;
            case STRING -> bound instanceof String text && (!type.isNumeric() || isNumber(text));
        };
    }

    private static boolean isNumber(String text) {
        try {
            new BigDecimal(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Compares bounds that fit, as keys are ordered. */
    static int compare(Object a, Object b, ColumnType type) {
        return switch (type.storage()) {
            case LONG -> Long.compare((Long) a, (Long) b);
            // adding zero makes −0.0 the same key as 0.0
            case DOUBLE -> Double.compare((Double) a + 0.0, (Double) b + 0.0);
            case STRING ->
                type.isNumeric()
                        ? new BigDecimal((String) a).compareTo(new BigDecimal((String) b))
                        : Arrays.compare(
                                ((String) a).codePoints().toArray(),
                                ((String) b).codePoints().toArray());
        };
    }
}
