package io.regroup.api.data;

import java.util.OptionalLong;

/**
 * What is known of a dataset's blocks before its rows are read; a reduction strategy plans with it.
 *
 * @param rowCount the number of rows, if known without reading them
 */
public record BlockLayout(OptionalLong rowCount) {}
