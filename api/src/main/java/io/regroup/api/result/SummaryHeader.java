package io.regroup.api.result;

import io.regroup.api.FitSpec;
import io.regroup.api.data.RowOrigin;
import io.regroup.api.data.Schema;
import java.util.List;

/**
 * What a summary is a summary of, and what its numbers mean.
 *
 * @param spec what is fitted
 * @param keys the key columns with their types
 * @param origin how the rows came about; its condition includes the selection
 * @param form the name of the form that the numbers have
 * @param formVersion the version of the form
 * @param numbers the names of the numbers, as many as a group's summary has
 * @param rowsRead how many rows were read
 * @param rowsSelected how many of them were selected
 * @param notes what else a reader of a result should know about the rows
 */
public record SummaryHeader(
        FitSpec spec,
        List<Schema.Field> keys,
        RowOrigin origin,
        String form,
        int formVersion,
        List<String> numbers,
        long rowsRead,
        long rowsSelected,
        List<String> notes) {

    /** Keeps its own copies. */
    public SummaryHeader {
        keys = List.copyOf(keys);
        numbers = List.copyOf(numbers);
        notes = List.copyOf(notes);
    }
}
