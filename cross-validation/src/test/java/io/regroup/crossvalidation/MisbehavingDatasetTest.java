package io.regroup.crossvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.Regroup;
import io.regroup.api.RunOptions;
import io.regroup.api.aggregate.AggregateSpec;
import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowRange;
import io.regroup.api.data.Schema;
import io.regroup.api.data.SortedRows;
import io.regroup.api.data.Table;
import io.regroup.api.data.ValueRange;
import io.regroup.api.result.FitResult;
import io.regroup.crossvalidation.internal.FileLikeDataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R01 for those who write datasets: whatever one hands over that it should not is an error that names it, and what was expected. */
@NullUnmarked
class MisbehavingDatasetTest {

    private static final int ROWS = 300;
    private static final String REMEDY = "; the dataset is at fault: report it to its author";

    private static final Table TABLE = Table.builder()
            .column("k", IntStream.range(0, ROWS).map(i -> i / 30).toArray())
            .column("x", IntStream.range(0, ROWS).mapToDouble(i -> (i * 7) % 97).toArray())
            .column("y", IntStream.range(0, ROWS).mapToDouble(i -> i).toArray())
            .build();

    private static final FitSpec SPEC =
            FitSpec.groupBy("k").targets("y").features("x").minRows(3).build();

    /** A dataset without faults, in blocks of 100 rows; tests give it one. */
    private static class Rows extends FileLikeDataset {

        Rows() {
            super(TABLE, 100);
        }

        @Override
        public String description() {
            return "my rows";
        }
    }

    /** Changes the block at row 100. */
    private static Rows changing(UnaryOperator<Block> change) {
        return new Rows() {

            @Override
            public BlockReader read(List<ColumnRequest> columns) {
                return changed(super.read(columns));
            }

            @Override
            public BlockReader read(List<ColumnRequest> columns, RowRange part) {
                return changed(super.read(columns, part));
            }

            private BlockReader changed(BlockReader reader) {
                return new BlockReader() {

                    @Override
                    public @Nullable Block next() {
                        Block block = reader.next();
                        return block == null || block.firstRow() != 100 ? block : change.apply(block);
                    }

                    @Override
                    public void close() {
                        reader.close();
                    }
                };
            }
        };
    }

    /** Changes a column of the block at row 100. */
    private static Rows changing(int column, UnaryOperator<Column> change) {
        return changing(block -> {
            List<Column> columns = new ArrayList<>(block.columns());
            columns.set(column, change.apply(columns.get(column)));
            return new Block(block.firstRow(), block.rowCount(), columns);
        });
    }

    private static void refuses(Dataset rows, String message) {
        for (String reduction : List.of("blockwise", "map-reduce")) {
            for (long memory : new long[] {1, 1 << 20}) {
                RunOptions options = RunOptions.defaults()
                        .withThreads(2)
                        .withBlockRows(100)
                        .withMemory(memory)
                        .withReduction(reduction);
                assertThatThrownBy(() -> Regroup.fit(rows, SPEC, options))
                        .as("%s with %d bytes", reduction, memory)
                        .isInstanceOf(DataAccessException.class)
                        .hasMessage("input my rows: " + message + REMEDY);
            }
        }
    }

    /** Refused where statistics and parts are asked for: outside of memory. */
    private static void refusesOutsideOfMemory(Dataset rows, String message) {
        RunOptions options = RunOptions.defaults().withMemory(1);
        assertThatThrownBy(() -> Regroup.fit(rows, SPEC, options))
                .isInstanceOf(DataAccessException.class)
                .hasMessage("input my rows: " + message + REMEDY);
    }

    @Test
    void whatHasNoFaultIsRead() {
        for (long memory : new long[] {1, 1 << 20}) {
            FitResult result =
                    Regroup.fit(new Rows(), SPEC, RunOptions.defaults().withMemory(memory));

            assertThat(result.rowsRead()).isEqualTo(ROWS);
        }
    }

    @Test
    void columnsAreAsLongAsTheirBlock() {
        refuses(changing(0, column -> column.slice(0, 40)), "column k, block at row 100: expected 100 values, got 40");
        refuses(
                changing(1, column -> Column.of(new double[101])),
                "column x, block at row 100: expected 100 values, got 101");
        refuses(
                changing(block -> new Block(block.firstRow(), 5, block.columns())),
                "column k, block at row 100: expected 5 values, got 100");
    }

    @Test
    void columnsAreThere() {
        refuses(changing(2, column -> null), "column y, block at row 100: expected a value, got null");
        refuses(
                changing(block -> new Block(
                        100, 100, block.columns().subList(0, block.columns().size() - 1))),
                "block at row 100: expected 3 columns, got 2");
        refuses(changing(block -> new Block(100, 100, null)), "block at row 100, columns: expected a value, got null");
    }

    @Test
    void columnsKeepTheirType() {
        String[] texts = new String[100];
        Arrays.fill(texts, "3");
        refuses(
                changing(0, column -> Column.of(texts)),
                "column k, block at row 100: expected values of type INT32, as the schema says, got STRING");
        refuses(
                changing(0, column -> Column.of(new double[100])),
                "column k, block at row 100: expected values of type INT32, as the schema says, got FLOAT64");
        refuses(changing(1, column -> Column.of(texts)), "column x, block at row 100: expected numbers, got STRING");
    }

    @Test
    void aWiderNumberThanTheSchemaSaysWillDo() {
        Rows rows = changing(0, column -> {
            long[] keys = new long[100];
            column.copyLongs(0, 100, keys, 0);
            return Column.of(keys);
        });

        assertThat(Regroup.fit(rows, SPEC).groups().rowCount()).isEqualTo(10);
    }

    @Test
    void flagsAreTrueOrFalse() {
        ColumnType flag = ColumnType.BOOLEAN;
        Table right = Table.builder()
                .column("k", new boolean[ROWS])
                .column("x", new double[ROWS])
                .column("y", new double[ROWS])
                .build();
        Dataset wrong = new Stub(right) {

            @Override
            public BlockReader read(List<ColumnRequest> columns) {
                return once(new Block(
                        0,
                        ROWS,
                        List.of(
                                Column.ofStored(
                                        flag,
                                        LongStream.range(0, ROWS).map(i -> 7).toArray(),
                                        null),
                                Column.of(new double[ROWS]),
                                Column.of(new double[ROWS]))));
            }
        };
        refuses(wrong, "column k, block at row 0: expected 0 or 1 for false or true, got 7");
    }

    @Test
    void blocksFollowEachOther() {
        refuses(
                changing(block -> new Block(150, block.rowCount(), block.columns())),
                "block at row 100: expected first row 100, got 150");
    }

    @Test
    void allRowsComeAndNoMore() {
        for (int known : new int[] {299, 301}) {
            Dataset rows = new Stub(TABLE) {

                @Override
                public OptionalLong knownRows() {
                    return OptionalLong.of(known);
                }
            };
            refuses(
                    rows,
                    known == 299
                            ? "block at row 0: expected 1 to 299 rows, got 300"
                            : "rows: expected a last row before row 301, got the end before row 300");
        }
    }

    @Test
    void aReaderIsThere() {
        refuses(
                new Stub(TABLE) {
                    @Override
                    public BlockReader read(List<ColumnRequest> columns) {
                        return null;
                    }
                },
                "read(k, x, y): expected a value, got null");
    }

    @Test
    void numbersOfRowsAreNumbers() {
        for (OptionalLong known : new OptionalLong[] {OptionalLong.of(-1), null}) {
            refuses(
                    new Stub(TABLE) {
                        @Override
                        public OptionalLong knownRows() {
                            return known;
                        }

                        @Override
                        public OptionalLong mostRows() {
                            return OptionalLong.of(ROWS);
                        }
                    },
                    "knownRows(): expected " + (known == null ? "a value, got null" : "at least 0 rows, got -1"));
        }
    }

    @Test
    void partsAreAllRows() {
        Rows none = new Rows() {
            @Override
            public List<RowRange> parts() {
                return null;
            }
        };
        refusesOutsideOfMemory(none, "parts(): expected a value, got null");
        Rows gap = new Rows() {
            @Override
            public List<RowRange> parts() {
                return List.of(new RowRange(0, 100), new RowRange(120, ROWS));
            }
        };
        refusesOutsideOfMemory(
                gap, "parts(): expected runs of rows without gaps, the next from row 100 on, got rows 120 to 300");
        Rows few = new Rows() {
            @Override
            public List<RowRange> parts() {
                return List.of(new RowRange(0, 100));
            }
        };
        refusesOutsideOfMemory(
                few, "parts(): expected runs of rows up to row 300, the number of rows, got rows 0 to 100");
    }

    private static Rows saying(List<ValueRange> ranges) {
        return new Rows() {
            @Override
            public List<ValueRange> valueRanges(String column) {
                return ranges;
            }
        };
    }

    private static ValueRange range(int from, int to, Object least, Object greatest) {
        return new ValueRange(new RowRange(from, to), least, greatest, false);
    }

    @Test
    void statisticsAreOfAllRows() {
        refusesOutsideOfMemory(saying(null), "valueRanges(k): expected a value, got null");
        refusesOutsideOfMemory(
                saying(List.of(range(0, 20, 0L, 9L), range(50, ROWS, 0L, 9L))),
                "valueRanges(k): expected runs of rows without gaps, the next from row 20 on, got rows 50 to 300");
        refusesOutsideOfMemory(
                saying(List.of(range(0, 400, 0L, 9L))),
                "valueRanges(k): expected runs of rows up to row 300, the number of rows, got rows 0 to 400");
    }

    @Test
    void statisticsAreBoundsOfTheColumn() {
        refusesOutsideOfMemory(
                saying(List.of(range(0, ROWS, 0, 9))),
                "valueRanges(k), rows 0 to 300: expected two bounds of type Long, or none, got 0 of type Integer");
        refusesOutsideOfMemory(
                saying(List.of(range(0, ROWS, 0L, null))),
                "valueRanges(k), rows 0 to 300: expected two bounds of type Long, or none, got null");
        refusesOutsideOfMemory(
                saying(List.of(range(0, ROWS, 9L, 0L))),
                "valueRanges(k), rows 0 to 300: expected the smallest value before the largest, got 9 and 0");
    }

    @Test
    void notesAreThere() {
        refuses(
                new Stub(TABLE) {
                    @Override
                    public BlockReader read(List<ColumnRequest> columns) {
                        BlockReader reader = TABLE.read(columns);
                        return new BlockReader() {
                            @Override
                            public @Nullable Block next() {
                                return reader.next();
                            }

                            @Override
                            public List<String> notes() {
                                return null;
                            }

                            @Override
                            public void close() {}
                        };
                    }
                },
                "notes(): expected a value, got null");
    }

    @Test
    void whatSaysThatItSortsDoes() {
        Rows rows = new Rows() {
            @Override
            public List<ValueRange> valueRanges(String column) {
                return List.of();
            }

            @Override
            public Optional<SortedRows> sortedBy(List<String> columns, Path spill) {
                return Optional.empty();
            }
        };

        assertThatThrownBy(() -> Regroup.fit(
                        rows, SPEC, RunOptions.defaults().withMemory(1).withReduction("blockwise")))
                .isInstanceOf(DataAccessException.class)
                .hasMessage("input my rows: sortedBy(k): expected sorted rows, because sortable() is true, got none"
                        + REMEDY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aggregate", "summarize", "rows"})
    void everyWayInIsChecked(String way) {
        Rows rows = changing(0, column -> column.slice(0, 40));

        assertThatThrownBy(() -> {
                    switch (way) {
                        case "aggregate" ->
                            Regroup.aggregate(
                                    rows, AggregateSpec.groupBy("k").mean("x").build());
                        case "summarize" -> Regroup.summarize(rows, SPEC, RunOptions.defaults(), Plugins.find());
                        default -> {
                            Dataset outputs = Regroup.fit(TABLE, SPEC).rows(rows);
                            try (BlockReader reader = outputs.read(List.of(ColumnRequest.number("y_fit")))) {
                                while (reader.next() != null) {}
                            }
                        }
                    }
                })
                .hasMessage("input my rows: column k, block at row 100: expected 100 values, got 40" + REMEDY);
    }

    /** The least that a dataset can be: one pass over a table. */
    private static class Stub implements Dataset {

        private final Table table;

        Stub(Table table) {
            this.table = table;
        }

        @Override
        public Schema schema() {
            return table.schema();
        }

        @Override
        public OptionalLong knownRows() {
            return OptionalLong.of(ROWS);
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            return table.read(columns);
        }

        @Override
        public boolean sortable() {
            return true;
        }

        @Override
        public Optional<SortedRows> sortedBy(List<String> columns, Path spill) {
            Dataset rows = this;
            return Optional.of(new SortedRows() {

                @Override
                public Schema schema() {
                    return rows.schema();
                }

                @Override
                public OptionalLong knownRows() {
                    return rows.knownRows();
                }

                @Override
                public BlockReader read(List<ColumnRequest> requests) {
                    return rows.read(requests);
                }

                @Override
                public int sortedColumns() {
                    return 1;
                }

                @Override
                public String description() {
                    return rows.description();
                }

                @Override
                public void close() {}
            });
        }

        @Override
        public String description() {
            return "my rows";
        }

        /** Reads a single block. */
        static BlockReader once(Block block) {
            List<Block> left = new ArrayList<>(List.of(block));
            return new BlockReader() {
                @Override
                public @Nullable Block next() {
                    return left.isEmpty() ? null : left.removeLast();
                }

                @Override
                public void close() {}
            };
        }
    }
}
