package io.regroup.engine.vector.internal;

import io.regroup.api.engine.Medians;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The median of one group's values, without branches on them. A sample tells about where the middle is; one pass counts the
 * values below, another copies those between two limits on the side where the count says that the middle must be, and so
 * on until a few are left, of which the rank of each is counted. Where the limits miss the middle, which ties and odd
 * distributions can bring about, the plain selection takes over. Source of the idea: Floyd, Rivest, Expected time bounds for
 * selection, Commun. ACM 18 (1975), doi:10.1145/360680.360691.
 */
final class Selection {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final VectorSpecies<Long> KEYS = SPECIES.withLanes(long.class);
    private static final int LANES = SPECIES.length();
    private static final DoubleVector LANE = VectorResiduals.LANE;

    /** So few are ranked. */
    private static final int FEW = 4 * LANES;

    /** The share of the values between the least and the greatest of a sample of eight medians of nine, about. */
    private static final double SAMPLED = 0.4;

    private double[] kept = new double[0];
    private double[] next = new double[0];
    private double least;
    private double greatest;
    private int between;

    /**
     * Finds a median as {@link Medians} does.
     *
     * @param values no NaN; they stay where they are unless the plain selection takes over
     * @param from the first index
     * @param to the index after the last
     * @return the same median
     */
    double median(double[] values, int from, int to) {
        int count = to - from;
        if (count < 4) {
            return Medians.median(values, from, to);
        }
        if (kept.length < count + FEW) {
            kept = new double[2 * (count + FEW)];
            next = new double[kept.length];
        }
        if (count <= FEW) {
            System.arraycopy(values, from, kept, 0, count);
            return ranked(kept, count, (count - 1) / 2, count / 2);
        }
        double median = narrowed(values, from, count);
        return Double.isNaN(median) ? Medians.median(values, from, to) : median;
    }

    /** Returns NaN where the limits miss the middle. */
    private double narrowed(double[] values, int from, int count) {
        int lower = (count - 1) / 2;
        int upper = count / 2;
        sample(values, from, count);
        double middle = least / 2 + greatest / 2;
        int under = below(values, from, count, middle);
        double each = (greatest - least) / (SAMPLED * count);
        double margin = 4 + 0.04 * count;
        least = lower >= under ? middle : middle + each * (lower - under - margin);
        greatest = upper < under ? middle : middle + each * (upper - under + margin);
        double[] source = values;
        int start = from;
        int left = count;
        while (true) {
            int notBelow = keep(source, start, left, kept);
            int below = left - notBelow;
            if (below > lower || upper >= below + between || between == left) {
                return Double.NaN;
            }
            lower -= below;
            upper -= below;
            left = between;
            if (left <= FEW) {
                return ranked(kept, left, lower, upper);
            }
            // as if the rest lay evenly between the limits, give or take three standard deviations of a rank
            each = (greatest - least) / left;
            margin = 1.5 * Math.sqrt(left) + 1;
            greatest = least + each * (upper + margin);
            least += each * (lower - margin);
            source = kept;
            start = 0;
            kept = next;
            next = source;
        }
    }

    /** Finds the least and the greatest of medians of three medians of three, one per lane, of places spread evenly. */
    private void sample(double[] values, int from, int count) {
        int step = (count - LANES) / 8;
        LongVector a = middle(values, from, step);
        LongVector b = middle(values, from + 3 * step, step);
        LongVector c = middle(values, from + count - LANES - 2 * step, step);
        LongVector middle = a.min(b).max(a.max(b).min(c));
        least = value(middle.reduceLanes(VectorOperators.MIN));
        greatest = value(middle.reduceLanes(VectorOperators.MAX));
    }

    private static LongVector middle(double[] values, int from, int step) {
        LongVector a = key(DoubleVector.fromArray(SPECIES, values, from));
        LongVector b = key(DoubleVector.fromArray(SPECIES, values, from + step));
        LongVector c = key(DoubleVector.fromArray(SPECIES, values, from + 2 * step));
        return a.min(b).max(a.max(b).min(c));
    }

    /** Integers in the order of the doubles: processors compare these at once, while Java's least of two doubles takes six steps. */
    private static LongVector key(DoubleVector v) {
        LongVector bits = v.reinterpretAsLongs();
        return bits.lanewise(
                VectorOperators.XOR, bits.lanewise(VectorOperators.ASHR, 63).lanewise(VectorOperators.LSHR, 1));
    }

    private static double value(long key) {
        return Double.longBitsToDouble(key ^ ((key >> 63) >>> 1));
    }

    private static int below(double[] values, int from, int count, double limit) {
        int last = from + count - LANES;
        int below = 0;
        int i = from;
        for (; i <= last; i += LANES) {
            below += DoubleVector.fromArray(SPECIES, values, i)
                    .compare(VectorOperators.LT, limit)
                    .trueCount();
        }
        if (i < last + LANES) {
            below += DoubleVector.fromArray(SPECIES, values, last)
                    .compare(VectorOperators.LT, limit)
                    .and(LANE.compare(VectorOperators.GE, i - last))
                    .trueCount();
        }
        return below;
    }

    /** Copies the values between the limits; counts them, and returns how many are not below them. */
    private int keep(double[] values, int from, int count, double[] into) {
        double low = least;
        double high = greatest;
        int last = from + count - LANES;
        int found = 0;
        int notBelow = 0;
        int i = from;
        for (; i <= last; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, values, i);
            VectorMask<Double> above = v.compare(VectorOperators.GE, low);
            VectorMask<Double> within = above.and(v.compare(VectorOperators.LE, high));
            v.compress(within).intoArray(into, found);
            found += within.trueCount();
            notBelow += above.trueCount();
        }
        if (i < last + LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, values, last);
            VectorMask<Double> above =
                    v.compare(VectorOperators.GE, low).and(LANE.compare(VectorOperators.GE, i - last));
            VectorMask<Double> within = above.and(v.compare(VectorOperators.LE, high));
            v.compress(within).intoArray(into, found);
            found += within.trueCount();
            notBelow += above.trueCount();
        }
        between = found;
        return notBelow;
    }

    /** Returns the mean of the values of two neighbouring ranks, or of one; there is room for {@link #FEW} more of them. */
    private static double ranked(double[] values, int count, int lower, int upper) {
        DoubleVector beyond = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
        beyond.intoArray(values, count);
        beyond.intoArray(values, count + LANES);
        if (count <= 2 * LANES) {
            return rankedOfTwo(values, count, lower, upper);
        }
        beyond.intoArray(values, count + 2 * LANES);
        return rankedOfFour(values, count, lower, upper);
    }

    /** A value has the wanted rank or a higher one if more values than that are not above it; the least of these has it. */
    private static double rankedOfTwo(double[] values, int count, int lower, int upper) {
        DoubleVector v0 = DoubleVector.fromArray(SPECIES, values, 0);
        DoubleVector v1 = DoubleVector.fromArray(SPECIES, values, LANES);
        DoubleVector r0 = DoubleVector.zero(SPECIES);
        DoubleVector r1 = r0;
        for (int j = 0; j < count; j++) {
            DoubleVector v = DoubleVector.broadcast(SPECIES, values[j]);
            r0 = r0.lanewise(VectorOperators.ADD, 1, v.compare(VectorOperators.LE, v0));
            r1 = r1.lanewise(VectorOperators.ADD, 1, v.compare(VectorOperators.LE, v1));
        }
        LongVector most = LongVector.broadcast(KEYS, Long.MAX_VALUE);
        LongVector k0 = key(v0);
        LongVector k1 = key(v1);
        double a = value(most.blend(k0, r0.compare(VectorOperators.GT, lower).cast(KEYS))
                .min(most.blend(k1, r1.compare(VectorOperators.GT, lower).cast(KEYS)))
                .reduceLanes(VectorOperators.MIN));
        double b = value(most.blend(k0, r0.compare(VectorOperators.GT, upper).cast(KEYS))
                .min(most.blend(k1, r1.compare(VectorOperators.GT, upper).cast(KEYS)))
                .reduceLanes(VectorOperators.MIN));
        return Medians.midpoint(a, b);
    }

    private static double rankedOfFour(double[] values, int count, int lower, int upper) {
        DoubleVector v0 = DoubleVector.fromArray(SPECIES, values, 0);
        DoubleVector v1 = DoubleVector.fromArray(SPECIES, values, LANES);
        DoubleVector v2 = DoubleVector.fromArray(SPECIES, values, 2 * LANES);
        DoubleVector v3 = DoubleVector.fromArray(SPECIES, values, 3 * LANES);
        DoubleVector r0 = DoubleVector.zero(SPECIES);
        DoubleVector r1 = r0;
        DoubleVector r2 = r0;
        DoubleVector r3 = r0;
        for (int j = 0; j < count; j++) {
            DoubleVector v = DoubleVector.broadcast(SPECIES, values[j]);
            r0 = r0.lanewise(VectorOperators.ADD, 1, v.compare(VectorOperators.LE, v0));
            r1 = r1.lanewise(VectorOperators.ADD, 1, v.compare(VectorOperators.LE, v1));
            r2 = r2.lanewise(VectorOperators.ADD, 1, v.compare(VectorOperators.LE, v2));
            r3 = r3.lanewise(VectorOperators.ADD, 1, v.compare(VectorOperators.LE, v3));
        }
        LongVector most = LongVector.broadcast(KEYS, Long.MAX_VALUE);
        LongVector k0 = key(v0);
        LongVector k1 = key(v1);
        LongVector k2 = key(v2);
        LongVector k3 = key(v3);
        double a = value(most.blend(k0, r0.compare(VectorOperators.GT, lower).cast(KEYS))
                .min(most.blend(k1, r1.compare(VectorOperators.GT, lower).cast(KEYS)))
                .min(most.blend(k2, r2.compare(VectorOperators.GT, lower).cast(KEYS)))
                .min(most.blend(k3, r3.compare(VectorOperators.GT, lower).cast(KEYS)))
                .reduceLanes(VectorOperators.MIN));
        double b = value(most.blend(k0, r0.compare(VectorOperators.GT, upper).cast(KEYS))
                .min(most.blend(k1, r1.compare(VectorOperators.GT, upper).cast(KEYS)))
                .min(most.blend(k2, r2.compare(VectorOperators.GT, upper).cast(KEYS)))
                .min(most.blend(k3, r3.compare(VectorOperators.GT, upper).cast(KEYS)))
                .reduceLanes(VectorOperators.MIN));
        return Medians.midpoint(a, b);
    }
}
