package io.regroup.engine.vector.internal;

import io.regroup.api.engine.PlainGaussians;
import io.regroup.api.spi.GaussianKernel;
import io.regroup.api.spi.GaussianLayout;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of Gaussian mixtures, a row per lane. Rows are taken in blocks whose exponents for all components stay in the
 * first-level cache: pass by pass, component by component, each a short loop over the rows of the block. The last rows of a range, too few
 * for a vector, are copied beside repetitions of the last that have no weight.
 *
 * <p>Sums are added up lane by lane over the range of a call, then across the lanes, halves first. So bits depend on the
 * numbers and lengths of the ranges given, and on nothing else. They agree with those of {@link PlainGaussians} to about 1e-13 of
 * the absolute values added up; responsibilities below 1e-307 count as 0.
 *
 * <p>A range where some row is far from all components, beyond 1e149 standard deviations, or where sums overflow, is left to the plain form.
 */
abstract class VectorGaussians implements GaussianKernel {

    static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    static final int LANES = SPECIES.length();

    /** How many numbers the buffers of a block may hold, 32 KiB. */
    private static final int BUFFERED = 1 << 12;

    private static final int MOST_ROWS = 512;

    /** So few weighted rows are copied as a whole if their last ones are too few for a vector: then there is one block, not two. */
    private static final int FEW_ROWS = 64;

    /** A logarithm that is smaller than this is one of a row far away. */
    private static final double FAR = -4e299;

    final int components;
    final int componentWidth;

    /** How many rows a block has, a multiple of the lanes; the product of as many sums as a lane has is below 2^1000. */
    final int block;

    /** Component by component, a block each: logarithms of bells, then {@code exp(l − largest)}, in the end responsibilities. */
    final double[] bells;

    /** The largest logarithm of each row. */
    final double[] largest;

    /** The sum of each row's exponentials; then by what these are to be multiplied. */
    final double[] totals;

    /** The sums, a vector each. */
    final double[] partial;

    private final GaussianLayout layout;
    private final GaussianKernel plain;
    private final double[] logarithms;
    private final double[][] lastRows;
    private final double[] lastWeights;
    private final double[] product = new double[LANES];
    private final double[] sum;

    VectorGaussians(GaussianLayout layout) {
        this.layout = layout;
        this.plain = new PlainGaussians(layout);
        this.components = layout.components();
        this.componentWidth = layout.componentWidth();
        this.block = Math.clamp(BUFFERED / (components + layout.dimensions()), LANES, MOST_ROWS) & -LANES;
        this.bells = new double[components * block];
        this.largest = new double[block];
        this.totals = new double[block];
        this.logarithms = new double[block];
        this.partial = new double[layout.sumWidth() * LANES];
        int few = Math.min(block, FEW_ROWS);
        this.lastRows = new double[layout.dimensions()][few];
        this.lastWeights = new double[few];
        this.sum = new double[layout.sumWidth()];
    }

    static GaussianKernel of(GaussianLayout layout) {
        return layout.dimensions() == 1
                ? new UnivariateGaussians(layout)
                : layout.diagonal() ? new DiagonalGaussians(layout) : new MultivariateGaussians(layout);
    }

    /**
     * Writes the logarithms of a component's bells for the rows of a block, and raises {@link #largest} to them.
     *
     * @param x one array per dimension
     * @param from the first row
     * @param rows how many, a multiple of the lanes
     * @param parameters holds the component's parameters
     * @param at where they start
     * @param bellsAt where to write in {@link #bells}
     */
    abstract void logarithms(double[][] x, int from, int rows, double[] parameters, int at, int bellsAt);

    /**
     * Adds the rows of a block to a component's sums. Responsibilities are the component's {@link #bells} times {@link #totals}.
     *
     * @param x one array per dimension
     * @param from the first row
     * @param rows how many, a multiple of the lanes
     * @param parameters holds the component's parameters
     * @param at where they start
     * @param bellsAt where its bells start
     * @param sumsAt where its sums start in {@link #partial}
     */
    abstract void moments(double[][] x, int from, int rows, double[] parameters, int at, int bellsAt, int sumsAt);

    @Override
    public final void add(
            double[][] x,
            double @Nullable [] weight,
            int from,
            int to,
            double[] parameters,
            int at,
            double[] sums,
            int sumsAt) {
        Arrays.fill(partial, 0);
        int whole = from + ((to - from) & -LANES);
        if (weight != null && whole < to && to - from <= lastWeights.length) {
            whole = from;
        }
        for (int i = from; i < whole; i += block) {
            addBlock(x, weight, i, Math.min(block, whole - i), parameters, at);
        }
        if (whole < to) {
            int rows = copyLast(x, whole, to);
            copyLastWeights(weight, whole, to, rows);
            addBlock(lastRows, lastWeights, 0, rows, parameters, at);
        }
        if (!addLanes()) {
            plain.add(x, weight, from, to, parameters, at, sums, sumsAt);
            return;
        }
        for (int i = 0; i < sum.length; i++) {
            sums[sumsAt + i] += sum[i];
        }
    }

    private void addBlock(double[][] x, double @Nullable [] weight, int from, int rows, double[] parameters, int at) {
        exponentials(x, from, rows, parameters, at);
        if (weight == null) {
            share(rows);
        } else {
            share(weight, from, rows);
        }
        for (int k = 0; k < components; k++) {
            int own = at + k * componentWidth;
            moments(x, from, rows, parameters, own, k * block, layout.sumsOf(k) * LANES);
        }
    }

    /** Leaves the exponentials of all components and their sums, row by row. */
    private void exponentials(double[][] x, int from, int rows, double[] parameters, int at) {
        Arrays.fill(largest, 0, rows, FAR);
        for (int k = 0; k < components; k++) {
            logarithms(x, from, rows, parameters, at + k * componentWidth, k * block);
        }
        Arrays.fill(totals, 0, rows, 0);
        for (int k = 0; k < components; k++) {
            Exponentials.replace(bells, k * block, largest, totals, rows);
        }
    }

    /** Adds to the sum of logarithms, with one logarithm per lane, and turns sums of exponentials into their reciprocals. */
    private void share(int rows) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, partial, 0);
        DoubleVector factors = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector total = DoubleVector.fromArray(SPECIES, totals, i);
            sum = sum.add(DoubleVector.fromArray(SPECIES, largest, i));
            factors = factors.mul(total);
            DoubleVector.broadcast(SPECIES, 1).div(total).intoArray(totals, i);
        }
        factors.intoArray(product, 0);
        Exponentials.logarithms(product, product, LANES);
        sum.add(DoubleVector.fromArray(SPECIES, product, 0)).intoArray(partial, 0);
    }

    /** Adds to the weighted sum of logarithms, and turns sums of exponentials into weights over them. */
    private void share(double[] weight, int from, int rows) {
        Exponentials.logarithms(totals, logarithms, rows);
        DoubleVector sum = DoubleVector.fromArray(SPECIES, partial, 0);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector w = DoubleVector.fromArray(SPECIES, weight, from + i);
            DoubleVector log =
                    DoubleVector.fromArray(SPECIES, logarithms, i).add(DoubleVector.fromArray(SPECIES, largest, i));
            sum = w.fma(log, sum);
            w.div(DoubleVector.fromArray(SPECIES, totals, i)).intoArray(totals, i);
        }
        sum.intoArray(partial, 0);
    }

    /** Turns bells into responsibilities, and adds these up. */
    final void weigh(int rows, int bellsAt, int sumAt) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, partial, sumAt);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector r =
                    DoubleVector.fromArray(SPECIES, bells, bellsAt + i).mul(DoubleVector.fromArray(SPECIES, totals, i));
            r.intoArray(bells, bellsAt + i);
            sum = sum.add(r);
        }
        sum.intoArray(partial, sumAt);
    }

    /** Returns whether all sums are finite. A row far from all components makes its component's sums NaN: 0 times infinity. */
    private boolean addLanes() {
        boolean finite = true;
        for (int i = 0; i < sum.length; i++) {
            sum[i] = LaneSums.at(partial, i * LANES);
            finite &= Double.isFinite(sum[i]);
        }
        return finite;
    }

    /** Copies rows and repetitions of the last; returns how many they are together, a multiple of the lanes. */
    private int copyLast(double[][] x, int from, int to) {
        int rows = to - from;
        int filled = (rows + LANES - 1) & -LANES;
        for (int a = 0; a < lastRows.length; a++) {
            System.arraycopy(x[a], from, lastRows[a], 0, rows);
            Arrays.fill(lastRows[a], rows, filled, x[a][to - 1]);
        }
        return filled;
    }

    private void copyLastWeights(double @Nullable [] weight, int from, int to, int filled) {
        int rows = to - from;
        if (weight == null) {
            Arrays.fill(lastWeights, 0, rows, 1);
        } else {
            System.arraycopy(weight, from, lastWeights, 0, rows);
        }
        Arrays.fill(lastWeights, rows, filled, 0);
    }

    @Override
    public final void responsibilities(
            double[][] x,
            int from,
            int to,
            double[] parameters,
            int at,
            double[][] responsibilities,
            double[] logDensity) {
        int whole = from + ((to - from) & -LANES);
        boolean near = true;
        for (int i = from; i < whole; i += block) {
            int rows = Math.min(block, whole - i);
            exponentials(x, i, rows, parameters, at);
            near &= divide(rows);
            write(rows, responsibilities, logDensity, i - from);
        }
        if (whole < to) {
            copyLast(x, whole, to);
            exponentials(lastRows, 0, LANES, parameters, at);
            near &= divide(LANES);
            write(to - whole, responsibilities, logDensity, whole - from);
        }
        if (!near) {
            plain.responsibilities(x, from, to, parameters, at, responsibilities, logDensity);
        }
    }

    /** Leaves responsibilities and logarithms of densities. Returns whether each row is near some component. */
    private boolean divide(int rows) {
        Exponentials.logarithms(totals, logarithms, rows);
        DoubleVector factors = DoubleVector.broadcast(SPECIES, 1);
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector total = DoubleVector.fromArray(SPECIES, totals, i);
            factors = factors.mul(total);
            DoubleVector.broadcast(SPECIES, 1).div(total).intoArray(totals, i);
            DoubleVector.fromArray(SPECIES, largest, i)
                    .add(DoubleVector.fromArray(SPECIES, logarithms, i))
                    .intoArray(largest, i);
        }
        for (int k = 0; k < components; k++) {
            multiply(k * block, rows);
        }
        factors.intoArray(product, 0);
        boolean near = true;
        for (double factor : product) {
            near &= factor > 0;
        }
        return near;
    }

    private void multiply(int bellsAt, int rows) {
        for (int i = 0; i < rows; i += LANES) {
            DoubleVector.fromArray(SPECIES, bells, bellsAt + i)
                    .mul(DoubleVector.fromArray(SPECIES, totals, i))
                    .intoArray(bells, bellsAt + i);
        }
    }

    private void write(int rows, double[][] responsibilities, double[] logDensity, int to) {
        for (int k = 0; k < components; k++) {
            System.arraycopy(bells, k * block, responsibilities[k], to, rows);
        }
        System.arraycopy(largest, 0, logDensity, to, rows);
    }
}
