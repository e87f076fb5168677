package io.regroup.api.engine;

import java.util.List;
import java.util.function.Supplier;

/**
 * A form in which summaries of groups can be stored: what their numbers mean, and the reducer that makes, combines and finishes
 * them. Unlike other reducers it must leave no group open: there may be no rows to look at again.
 *
 * @param name names the form, for instance {@code triangular-factor}
 * @param version counts up whenever the meaning of a number changes
 * @param numbers the name of each number of a summary, the first one {@link #GROUP_ROWS}
 * @param reducer makes, combines and finishes summaries
 * @param notes says after a run what a reader of its result should know
 */
public record SummaryForm(
        String name, int version, List<String> numbers, BlockReducer reducer, Supplier<List<String>> notes) {

    /** The count of a group's rows. */
    public static final String GROUP_ROWS = "group_rows";

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if there are not as many names as numbers in a summary
     */
    public SummaryForm {
        numbers = List.copyOf(numbers);
        if (numbers.size() != reducer.width() || !numbers.get(0).equals(GROUP_ROWS)) {
            throw new IllegalArgumentException("summary form " + name + ": expected " + reducer.width()
                    + " names that begin with " + GROUP_ROWS + ", got " + numbers);
        }
    }
}
