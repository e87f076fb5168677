package io.regroup.bench;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import io.regroup.tables.TableWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Columns of numbers {@code y1}, {@code y2}, …, each drawn from a mixture of the shape of {@link KnownMixture#CARDS}, that are written to a
 * file as they are drawn: they are never in memory as a whole. Each stripe of rows has random numbers of its own, so any of them can be
 * drawn again.
 *
 * @param columns how many
 * @param rows how many
 */
record DrawnColumns(int columns, int rows) implements JudgedRows {

    private static final long SEED = 0xD1B54A32D192ED03L;
    private static final int STRIPE = 1 << 16;

    /** As many rows judge a mixture. */
    private static final int JUDGING = 4_000_000;

    @Override
    public DrawnColumns scaled(double factor) {
        return new DrawnColumns(columns, Math.max(1, (int) Math.round(rows * factor)));
    }

    /** Keeps nothing in memory; {@link #write} makes the rows. */
    @Override
    public Rows generate(int threads) {
        return new Rows();
    }

    List<String> names() {
        return IntStream.rangeClosed(1, columns).mapToObj(i -> "y" + i).toList();
    }

    /** Returns how many components the mixture of each column has. */
    int components() {
        return KnownMixture.CARDS.components();
    }

    private static KnownMixture truth(int column) {
        return KnownMixture.CARDS.stretched(column + 1);
    }

    private int stripes() {
        return Math.ceilDiv(rows, STRIPE);
    }

    private double[] draw(int column, int stripe) {
        SplittableRandom random = new SplittableRandom(~SEED * ((long) stripe * columns + column + 1));
        KnownMixture truth = truth(column);
        double[] values = new double[Math.min(STRIPE, rows - stripe * STRIPE)];
        for (int i = 0; i < values.length; i++) {
            values[i] = truth.draw(random);
        }
        return values;
    }

    /** Writes all rows to a file. */
    void write(Path file) {
        TableWriter.write(dataset(), file);
    }

    /** Returns the rows, drawn as they are read. */
    Dataset dataset() {
        return new Drawn(this);
    }

    @Override
    public Answers expected() {
        return new Answers(1, new double[][] {{1}}, new double[0][]);
    }

    /**
     * Judges a mixture of the first column by its rows: evenly spaced stripes of them, about four million.
     *
     * @param parameters weight, mean and deviation of each component, one after the other; NaN where there are fewer
     * @return one number: how many times as large the geometric mean of the densities is as that of the mixture that rows were drawn from
     */
    Answers density(double[] parameters) {
        int step = Math.ceilDiv(rows, JUDGING);
        double gain = 0;
        long counted = 0;
        for (int stripe = 0; stripe < stripes(); stripe += step) {
            double[] y = draw(0, stripe);
            gain += truth(0).gain(parameters, y, 0, y.length);
            counted += y.length;
        }
        return new Answers(1, new double[][] {{Math.exp(gain / counted)}}, new double[0][]);
    }

    private record Drawn(DrawnColumns design) implements Dataset {

        @Override
        public Schema schema() {
            return new Schema(design.names().stream()
                    .map(name -> new Schema.Field(name, ColumnType.FLOAT64))
                    .toList());
        }

        @Override
        public OptionalLong knownRows() {
            return OptionalLong.of(design.rows());
        }

        @Override
        public String description() {
            return "rows drawn from mixtures";
        }

        @Override
        public BlockReader read(List<ColumnRequest> requests) {
            List<Integer> wanted = requests.stream()
                    .map(request -> design.names().indexOf(request.name()))
                    .toList();
            return new BlockReader() {
                private int stripe;

                @Override
                public @Nullable Block next() {
                    if (stripe >= design.stripes()) {
                        return null;
                    }
                    List<Column> columns = wanted.stream()
                            .map(column -> Table.builder()
                                    .column("y", design.draw(column, stripe))
                                    .build()
                                    .column("y"))
                            .toList();
                    long from = (long) stripe++ * STRIPE;
                    return new Block(from, columns.getFirst().size(), columns);
                }

                @Override
                public void close() {
                    stripe = design.stripes();
                }
            };
        }
    }
}
