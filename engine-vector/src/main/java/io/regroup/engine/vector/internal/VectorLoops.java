package io.regroup.engine.vector.internal;

import io.regroup.kernels.ColumnLoops;
import io.regroup.kernels.ScalarLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops with one group per lane; the last few entries, too few for a vector, are left to {@link ScalarLoops}. That they
 * are written out is on purpose: JDK 25's compiler vectorises loops over several arrays only where it can prove that these
 * do not overlap.
 */
final class VectorLoops implements ColumnLoops {

    private static final VectorSpecies<Double> SPECIES = VectorWidth.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final DoubleVector ONE = DoubleVector.broadcast(SPECIES, 1);

    private final ColumnLoops rest = new ScalarLoops();

    @Override
    public void reciprocal(double[] a, int i, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector va = DoubleVector.fromArray(SPECIES, a, i + g);
            ONE.div(va).intoArray(into, at + g);
        }
        rest.reciprocal(a, i + whole, into, at + whole, count - whole);
    }

    @Override
    public void reciprocalRoot(double[] a, int i, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector va = DoubleVector.fromArray(SPECIES, a, i + g);
            ONE.div(va.sqrt()).intoArray(into, at + g);
        }
        rest.reciprocalRoot(a, i + whole, into, at + whole, count - whole);
    }

    @Override
    public void add(double[] a, int i, double[] b, int j, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector va = DoubleVector.fromArray(SPECIES, a, i + g);
            DoubleVector vb = DoubleVector.fromArray(SPECIES, b, j + g);
            va.add(vb).intoArray(into, at + g);
        }
        rest.add(a, i + whole, b, j + whole, into, at + whole, count - whole);
    }

    @Override
    public void multiply(double[] a, int i, double[] b, int j, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector va = DoubleVector.fromArray(SPECIES, a, i + g);
            DoubleVector vb = DoubleVector.fromArray(SPECIES, b, j + g);
            va.mul(vb).intoArray(into, at + g);
        }
        rest.multiply(a, i + whole, b, j + whole, into, at + whole, count - whole);
    }

    @Override
    public void addProduct(double[] a, int i, double[] b, int j, double[] c, int k, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector va = DoubleVector.fromArray(SPECIES, a, i + g);
            DoubleVector vb = DoubleVector.fromArray(SPECIES, b, j + g);
            DoubleVector vc = DoubleVector.fromArray(SPECIES, c, k + g);
            va.fma(vb, vc).intoArray(into, at + g);
        }
        rest.addProduct(a, i + whole, b, j + whole, c, k + whole, into, at + whole, count - whole);
    }

    @Override
    public void subtractProduct(
            double[] a, int i, double[] b, int j, double[] c, int k, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector va = DoubleVector.fromArray(SPECIES, a, i + g);
            DoubleVector vb = DoubleVector.fromArray(SPECIES, b, j + g);
            DoubleVector vc = DoubleVector.fromArray(SPECIES, c, k + g);
            va.neg().fma(vb, vc).intoArray(into, at + g);
        }
        rest.subtractProduct(a, i + whole, b, j + whole, c, k + whole, into, at + whole, count - whole);
    }

    @Override
    public void lower(double[] a, int i, double factor, double[] b, int j, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector va = DoubleVector.fromArray(SPECIES, a, i + g);
            DoubleVector vb = DoubleVector.fromArray(SPECIES, b, j + g);
            DoubleVector old = DoubleVector.fromArray(SPECIES, into, at + g);
            old.min(va.mul(factor).sub(vb)).intoArray(into, at + g);
        }
        rest.lower(a, i + whole, factor, b, j + whole, into, at + whole, count - whole);
    }

    @Override
    public void raise(double least, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector old = DoubleVector.fromArray(SPECIES, into, at + g);
            old.max(least).intoArray(into, at + g);
        }
        rest.raise(least, into, at + whole, count - whole);
    }

    @Override
    public void rootOfRatio(double[] a, int i, double[] b, int j, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector va = DoubleVector.fromArray(SPECIES, a, i + g);
            DoubleVector vb = DoubleVector.fromArray(SPECIES, b, j + g);
            va.div(vb).sqrt().intoArray(into, at + g);
        }
        rest.rootOfRatio(a, i + whole, b, j + whole, into, at + whole, count - whole);
    }

    @Override
    public void rootProduct(double[] a, int i, double[] b, int j, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector va = DoubleVector.fromArray(SPECIES, a, i + g);
            DoubleVector vb = DoubleVector.fromArray(SPECIES, b, j + g);
            va.sqrt().mul(vb).intoArray(into, at + g);
        }
        rest.rootProduct(a, i + whole, b, j + whole, into, at + whole, count - whole);
    }

    @Override
    public void oneMinusRatio(double[] a, int i, double[] b, int j, double[] into, int at, int count) {
        int whole = count & -LANES;
        for (int g = 0; g < whole; g += LANES) {
            DoubleVector va = DoubleVector.fromArray(SPECIES, a, i + g);
            DoubleVector vb = DoubleVector.fromArray(SPECIES, b, j + g);
            ONE.sub(va.div(vb)).intoArray(into, at + g);
        }
        rest.oneMinusRatio(a, i + whole, b, j + whole, into, at + whole, count - whole);
    }
}
