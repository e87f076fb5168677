package io.regroup.cli.internal;

import io.regroup.api.data.Table;
import java.util.SplittableRandom;

/**
 * Makes up the calibration data of a time projection chamber: how far reconstructed hits lie from where they should, over
 * the sectors, pad rows and groups of pads of the read-out. Lengths are in cm.
 *
 * <p>In each group the distortions deltaY and deltaZ are linear in the position (x along the radius, y across), with
 * coefficients that vary smoothly over the detector, plus the noise of the measurement. As in life, some values are
 * missing or useless, some pads are nearly dead, and some see one x only. The same numbers come out every time.
 */
final class DemoTable {

    private static final int SECTORS = 18;
    private static final int ROWS = 63;
    private static final int PADS = 10;

    /** How many groups there are. */
    static final int GROUPS = SECTORS * ROWS * PADS;

    /** More would not fit into one table in memory. */
    static final int MOST_ROWS_PER_GROUP = 1_000;

    private static final long SEED = 20_260_101;

    private static final double INNER_RADIUS = 85;
    private static final double ROW_PITCH = 2.5;
    private static final double HALF_SECTOR_ANGLE = Math.PI / SECTORS;
    private static final double LEAST_NOISE = 0.05;
    private static final double NOISE_RANGE = 0.10;

    private static final double SHARE_NO_DELTA_Y = 0.003;
    private static final double SHARE_NO_DELTA_Z = 0.002;
    private static final double SHARE_INFINITE_X = 0.001;
    private static final double SHARE_ZERO_WEIGHT = 0.005;

    /** In these groups only every tenth hit is seen. */
    private static final int DEAD_SECTOR = 3;

    private static final int DEAD_ROW = 10;

    /** In these groups every hit has the same x. */
    private static final int FLAT_SECTOR = 7;

    private static final int FLAT_ROW = 30;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int[] sector;
    private final int[] row;
    private final int[] pad;
    private final double[] x;
    private final double[] y;
    private final double[] deltaY;
    private final double[] deltaZ;
    private final double[] weight;

    private DemoTable(int size) {
        sector = new int[size];
        row = new int[size];
        pad = new int[size];
        x = new double[size];
        y = new double[size];
        deltaY = new double[size];
        deltaZ = new double[size];
        weight = new double[size];
    }

    /**
     * Makes the table.
     *
     * @param rowsPerGroup how many hits a healthy group has
     * @return the hits, not ordered by group
     */
    static Table generate(int rowsPerGroup) {
        DemoTable table = new DemoTable(size(rowsPerGroup));
        int at = 0;
        for (int hit = 0; hit < rowsPerGroup; hit++) {
            for (int group = 0; group < GROUPS; group++) {
                if (isSeen(group, hit)) {
                    table.add(at++, group);
                }
            }
        }
        return table.build();
    }

    private static int size(int rowsPerGroup) {
        int size = 0;
        for (int hit = 0; hit < rowsPerGroup; hit++) {
            for (int group = 0; group < GROUPS; group++) {
                size += isSeen(group, hit) ? 1 : 0;
            }
        }
        return size;
    }

    private static boolean isSeen(int group, int hit) {
        boolean dead = sector(group) == DEAD_SECTOR && row(group) == DEAD_ROW;
        return !dead || hit % 10 == 0;
    }

    private static int sector(int group) {
        return group / (ROWS * PADS);
    }

    private static int row(int group) {
        return group / PADS % ROWS;
    }

    private void add(int at, int group) {
        sector[at] = sector(group);
        row[at] = row(group);
        pad[at] = group % PADS;
        double centreX = INNER_RADIUS + ROW_PITCH * (row[at] + 0.5);
        double padWidth = 2 * centreX * Math.tan(HALF_SECTOR_ANGLE) / PADS;
        double centreY = padWidth * (pad[at] + 0.5 - PADS / 2.0);
        boolean flat = sector[at] == FLAT_SECTOR && row[at] == FLAT_ROW;
        double dx = flat ? 0 : ROW_PITCH * (random.nextDouble() - 0.5);
        double dy = padWidth * (random.nextDouble() - 0.5);
        double noise = LEAST_NOISE + NOISE_RANGE * random.nextDouble();
        double phase = 2 * Math.PI * sector[at] / SECTORS;
        double depth = Math.exp(-(centreX - INNER_RADIUS) / 60);
        double side = centreY / (centreX * Math.tan(HALF_SECTOR_ANGLE));
        x[at] = centreX + dx;
        y[at] = centreY + dy;
        deltaY[at] = 0.8 * depth * Math.sin(phase) * (1 - 0.5 * side * side)
                + (0.04 * Math.cos(phase) * depth + 0.01) * dx
                + 0.03 * side * depth * dy
                + noise * random.nextGaussian();
        deltaZ[at] = 0.3 * Math.cos(2 * phase) * (0.5 + depth)
                + 0.02 * Math.sin(phase + side) * dx
                + (0.015 * depth - 0.005) * dy
                + noise * random.nextGaussian();
        weight[at] = 1 / (noise * noise);
        spoil(at);
    }

    private void spoil(int at) {
        if (random.nextDouble() < SHARE_NO_DELTA_Y) {
            deltaY[at] = Double.NaN;
        }
        if (random.nextDouble() < SHARE_NO_DELTA_Z) {
            deltaZ[at] = Double.NaN;
        }
        if (random.nextDouble() < SHARE_INFINITE_X) {
            x[at] = Double.POSITIVE_INFINITY;
        }
        if (random.nextDouble() < SHARE_ZERO_WEIGHT) {
            weight[at] = 0;
        }
    }

    private Table build() {
        return Table.builder()
                .column("sector", sector)
                .column("row", row)
                .column("pad", pad)
                .column("x", x)
                .column("y", y)
                .column("deltaY", deltaY)
                .column("deltaZ", deltaZ)
                .column("weight", weight)
                .build();
    }
}
