package io.regroup.api.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a source's rows before they are read. Two datasets whose rows came about in different ways must not be taken
 * for parts of one, though their columns have the same names.
 *
 * @param computed the expressions of computed columns by name, each able to use those before it
 * @param condition the condition that all rows meet, or null if there is none
 */
public record RowOrigin(
        Map<String, String> computed, @Nullable String condition) {

    /** Rows as they are. */
    public static final RowOrigin PLAIN = new RowOrigin(Map.of(), null);

    /** Keeps its own copy. */
    public RowOrigin {
        computed = Collections.unmodifiableMap(new LinkedHashMap<>(computed));
    }

    /**
     * Turns the column that selects rows into a condition, for rows of which only the selected ones are used.
     *
     * @param selection a boolean column, or null for all rows
     * @return the origin of the selected rows
     */
    public RowOrigin of(@Nullable String selection) {
        if (selection == null) {
            return this;
        }
        Map<String, String> others = new LinkedHashMap<>(computed);
        String expression = others.remove(selection);
        String selected = expression == null ? selection : expression;
        return new RowOrigin(others, condition == null ? selected : "(" + condition + ") AND (" + selected + ")");
    }
}
