package com.example.thermometers;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * The application's own objects as Regroup sees them: rows with columns, handed out a block at a time. Whoever has arrays
 * already needs no such class: {@link io.regroup.api.data.Table} takes them as they are.
 *
 * @param readings one row each
 */
record Readings(List<Reading> readings) implements Dataset {

    private static final int BLOCK_ROWS = 4096;

    private static final Schema SCHEMA = new Schema(List.of(
            new Schema.Field("thermometer", ColumnType.STRING),
            new Schema.Field("reference", ColumnType.FLOAT64),
            new Schema.Field("shown", ColumnType.FLOAT64)));

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public OptionalLong knownRows() {
        return OptionalLong.of(readings.size());
    }

    @Override
    public String description() {
        return "readings of thermometers";
    }

    @Override
    public BlockReader read(List<ColumnRequest> columns) {
        return new BlockReader() {

            private int next;

            @Override
            public Block next() {
                int from = next;
                next = Math.min(readings.size(), from + BLOCK_ROWS);
                List<Reading> rows = readings.subList(from, next);
                return rows.isEmpty()
                        ? null
                        : new Block(
                                from,
                                rows.size(),
                                columns.stream()
                                        .map(column -> values(column.name(), rows))
                                        .toList());
            }

            @Override
            public void close() {
                next = readings.size();
            }
        };
    }

    private static Column values(String column, List<Reading> rows) {
        return switch (column) {
            case "thermometer" ->
                Column.of(rows.stream().map(Reading::thermometer).toArray(String[]::new));
            case "reference" -> numbers(rows, Reading::reference);
            case "shown" -> numbers(rows, Reading::shown);
            default ->
                throw new InvalidArgumentException(
                        "column " + column + ": not in readings; there are: " + SCHEMA.names());
        };
    }

    private static Column numbers(List<Reading> rows, ToDoubleFunction<Reading> number) {
        return Column.of(rows.stream().mapToDouble(number).toArray());
    }
}
