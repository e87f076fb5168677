package io.regroup.bench;

import io.regroup.api.engine.Workers;
import java.util.Locale;

/**
 * Rows of linear models, one per group: y_t = a + Σ b_j x_j + noise. A row's values depend on its number in sorted order
 * and nothing else, so sorted and shuffled tables hold the same rows.
 *
 * <p>Columns: the keys ({@code k}, or {@code sector, row, pad}), {@code x1 …}, {@code y1 …}, and {@code w} if weighted.
 * Features have standard deviation 1 and means 0.5, 1, 1.5, …; coefficients are of order 1; noise has standard deviation
 * 0.5; weights are uniform in [0.5, 2).
 *
 * @param rows how many rows
 * @param groups how many groups
 * @param keys what the keys look like
 * @param features p
 * @param targets t
 * @param weighted whether there is a column of weights
 * @param missing the share of NaN in each target
 * @param sizes how many rows groups have
 * @param order how the rows lie
 */
record SyntheticRows(
        int rows,
        int groups,
        Keys keys,
        int features,
        int targets,
        boolean weighted,
        double missing,
        Sizes sizes,
        Order order)
        implements RowDesign {

    /** Periodic rows have the same number of rows of each group in each period. */
    SyntheticRows {
        if (order == Order.PERIODIC && (sizes != Sizes.EQUAL || rows % (Order.PERIODS * (long) groups) != 0)) {
            throw new IllegalArgumentException("periodic rows: expected equal groups of a multiple of " + Order.PERIODS
                    + " rows, got " + rows + " rows in " + groups + " groups");
        }
    }

    /** What the keys of groups look like. */
    enum Keys {
        /** One column of ints 0, 1, 2, … */
        INT,
        /** One column of text; equal values are one object, as a reader that knows dictionaries gives them. */
        TEXT,
        /** The read-out of a time projection chamber: sector, row, pad, all ints. */
        SECTOR_ROW_PAD
    }

    /** How many rows groups have. */
    enum Sizes {
        /** All as many. */
        EQUAL,
        /** From half the mean, rounded up, to as much above it; two groups in a row have twice the mean. */
        VARIED,
        /** One group has half of the rows, the others share the rest. */
        SKEWED
    }

    static final int SECTORS = 18;
    static final int PAD_ROWS = 63;

    private static final int STRIPE = 1 << 16;
    private static final double NOISE = 0.5;
    private static final long ROW_STEP = 0x9E3779B97F4A7C15L;
    private static final long COLUMN_STEP = 0xD1342543DE82EF95L;

    /** Makes the usual case: an int key, no NaN, equal groups. */
    static SyntheticRows of(int groups, int rowsPerGroup, int features, boolean weighted, Order order) {
        return new SyntheticRows(
                Math.multiplyExact(groups, rowsPerGroup),
                groups,
                Keys.INT,
                features,
                1,
                weighted,
                0,
                Sizes.EQUAL,
                order);
    }

    @Override
    public SyntheticRows scaled(double factor) {
        int perGroup = rows / groups;
        return switch (keys) {
            case INT -> {
                int fewer = Math.max(1, (int) Math.round(groups * factor));
                yield withSize(Math.multiplyExact(fewer, perGroup), fewer);
            }
            case TEXT -> withSize(Math.max(2 * groups, (int) Math.round(rows * factor)), groups);
            case SECTOR_ROW_PAD -> {
                int plane = SECTORS * PAD_ROWS;
                int fewer = plane * Math.max(1, (int) Math.round((double) groups / plane * factor));
                yield withSize(Math.multiplyExact(fewer, perGroup), fewer);
            }
        };
    }

    /** Returns the same recipe with other numbers of rows and groups. */
    SyntheticRows withSize(int otherRows, int otherGroups) {
        return new SyntheticRows(otherRows, otherGroups, keys, features, targets, weighted, missing, sizes, order);
    }

    /** Returns the same recipe in another order. */
    SyntheticRows in(Order other) {
        return new SyntheticRows(rows, groups, keys, features, targets, weighted, missing, sizes, other);
    }

    /** Returns the same recipe with groups of other sizes. */
    SyntheticRows withGroups(Sizes other) {
        return new SyntheticRows(rows, groups, keys, features, targets, weighted, missing, other, order);
    }

    /** Returns the same recipe with the first targets only. */
    SyntheticRows withTargets(int count) {
        return new SyntheticRows(rows, groups, keys, features, count, weighted, missing, sizes, order);
    }

    /** Returns the group of a row, by its number in sorted order. */
    int group(long row) {
        return switch (sizes) {
            case EQUAL -> (int) Math.min(groups - 1, row / (rows / groups));
            case VARIED -> varied(row);
            case SKEWED -> skewed(row);
        };
    }

    private int varied(long row) {
        int mean = rows / groups;
        int pair = (int) Math.min((groups - 1) / 2, row / (2L * mean));
        if (2 * pair == groups - 1) {
            return groups - 1;
        }
        int least = (mean + 1) / 2;
        int first = least + (int) (uniform(bits(pair, 0)) * (2 * (mean - least) + 1));
        return row - 2L * mean * pair < first ? 2 * pair : 2 * pair + 1;
    }

    private int skewed(long row) {
        int large = groups / 4;
        long half = rows / 2;
        long small = (rows - half) / (groups - 1);
        if (row < large * small) {
            return (int) (row / small);
        }
        long after = row - large * small - half;
        return after < 0 ? large : (int) Math.min(groups - 1, large + 1 + after / small);
    }

    /** Returns the number in sorted order of the row at a place of periodic rows. */
    private long periodic(long at) {
        long perPeriod = rows / Order.PERIODS;
        long perGroup = perPeriod / groups;
        long place = at % perPeriod;
        return place / perGroup * (rows / groups) + at / perPeriod * perGroup + place % perGroup;
    }

    @Override
    public Rows generate(int threads) {
        Columns columns = new Columns();
        Shuffle shuffle = new Shuffle(rows);
        int stripes = (int) ((rows + STRIPE - 1L) / STRIPE);
        Workers.run(threads, stripes, () -> stripe -> {
            int to = (int) Math.min(rows, (stripe + 1L) * STRIPE);
            for (int at = stripe * STRIPE; at < to; at++) {
                columns.fill(
                        at,
                        switch (order) {
                            case SORTED -> at;
                            case SHUFFLED -> shuffle.at(at);
                            case PERIODIC -> periodic(at);
                        });
            }
        });
        return columns.collect();
    }

    private final class Columns {

        private final int[][] ints = new int[keys == Keys.SECTOR_ROW_PAD ? 3 : keys == Keys.INT ? 1 : 0][rows];
        private final String[] texts = new String[keys == Keys.TEXT ? rows : 0];
        private final String[] dictionary = new String[keys == Keys.TEXT ? groups : 0];
        private final double[][] x = new double[features][rows];
        private final double[][] y = new double[targets][rows];
        private final double[] w = new double[weighted ? rows : 0];

        Columns() {
            for (int i = 0; i < dictionary.length; i++) {
                dictionary[i] = String.format(Locale.ROOT, "sensor-%04d", i);
            }
        }

        void fill(int at, long row) {
            int group = group(row);
            switch (keys) {
                case INT -> ints[0][at] = group;
                case TEXT -> texts[at] = dictionary[group];
                case SECTOR_ROW_PAD -> {
                    int pads = groups / (SECTORS * PAD_ROWS);
                    ints[0][at] = group / (PAD_ROWS * pads);
                    ints[1][at] = group / pads % PAD_ROWS;
                    ints[2][at] = group % pads;
                }
            }
            long column = 0;
            for (int j = 0; j < features; j++) {
                x[j][at] = 0.5 * (j + 1) + bell(bits(row, ++column));
            }
            if (weighted) {
                w[at] = 0.5 + 1.5 * uniform(bits(row, ++column));
            }
            for (int t = 0; t < targets; t++) {
                double value = coefficient(group, t, 0) + NOISE * bell(bits(row, ++column));
                for (int j = 0; j < features; j++) {
                    value += coefficient(group, t, j + 1) * x[j][at];
                }
                y[t][at] = missing > 0 && uniform(bits(row, -1 - t)) < missing ? Double.NaN : value;
            }
        }

        Rows collect() {
            Rows collected = new Rows();
            if (keys == Keys.TEXT) {
                collected.add("k", texts);
            }
            for (int c = 0; c < ints.length; c++) {
                collected.add(keyNames()[c], ints[c]);
            }
            for (int j = 0; j < features; j++) {
                collected.add("x" + (j + 1), x[j]);
            }
            for (int t = 0; t < targets; t++) {
                collected.add("y" + (t + 1), y[t]);
            }
            if (weighted) {
                collected.add("w", w);
            }
            return collected;
        }
    }

    /** Returns the names of the key columns. */
    String[] keyNames() {
        return keys == Keys.SECTOR_ROW_PAD ? new String[] {"sector", "row", "pad"} : new String[] {"k"};
    }

    private static double coefficient(int group, int target, int term) {
        return 2 * uniform(bits(~(long) group, 64L * target + term)) - (term == 0 ? 1 : 0);
    }

    /** 64 bits that look random, a function of the row's number and the column alone (the finaliser of SplitMix64). */
    private static long bits(long row, long column) {
        long z = row * ROW_STEP + column * COLUMN_STEP;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static double uniform(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    /** A bell-shaped number, mean 0 and standard deviation 1: the sum of four uniform ones. */
    private static double bell(long bits) {
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum * 0x1p-16 - 2) * 1.7320508075688772;
    }
}
