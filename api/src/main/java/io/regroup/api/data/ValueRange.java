package io.regroup.api.data;

import org.jspecify.annotations.Nullable;

/**
 * Which values a column has in a run of rows. Bounds may be wider than what occurs, never narrower.
 *
 * @param rows the rows
 * @param least no value is smaller; null if all are missing. A {@link Long} for columns that are stored as LONG, a {@link
 *     Double} for DOUBLE, a {@link String} for text
 * @param greatest no value is larger; null if all are missing
 * @param mayBeMissing whether a value may be missing
 */
public record ValueRange(
        RowRange rows, @Nullable Object least, @Nullable Object greatest, boolean mayBeMissing) {}
