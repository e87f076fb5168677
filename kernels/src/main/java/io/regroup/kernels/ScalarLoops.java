package io.regroup.kernels;

/** The loops as they are written down: one entry after the other. */
public final class ScalarLoops implements ColumnLoops {

    /** Makes the loops; they hold nothing. */
    public ScalarLoops() {}

    @Override
    public void reciprocal(double[] a, int i, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = 1 / a[i + g];
        }
    }

    @Override
    public void reciprocalRoot(double[] a, int i, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = 1 / Math.sqrt(a[i + g]);
        }
    }

    @Override
    public void add(double[] a, int i, double[] b, int j, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = a[i + g] + b[j + g];
        }
    }

    @Override
    public void multiply(double[] a, int i, double[] b, int j, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = a[i + g] * b[j + g];
        }
    }

    @Override
    public void addProduct(double[] a, int i, double[] b, int j, double[] c, int k, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = Math.fma(a[i + g], b[j + g], c[k + g]);
        }
    }

    @Override
    public void subtractProduct(
            double[] a, int i, double[] b, int j, double[] c, int k, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = Math.fma(-a[i + g], b[j + g], c[k + g]);
        }
    }

    @Override
    public void lower(double[] a, int i, double factor, double[] b, int j, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = Math.min(into[at + g], factor * a[i + g] - b[j + g]);
        }
    }

    @Override
    public void raise(double least, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = Math.max(into[at + g], least);
        }
    }

    @Override
    public void rootOfRatio(double[] a, int i, double[] b, int j, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = Math.sqrt(a[i + g] / b[j + g]);
        }
    }

    @Override
    public void rootProduct(double[] a, int i, double[] b, int j, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = Math.sqrt(a[i + g]) * b[j + g];
        }
    }

    @Override
    public void oneMinusRatio(double[] a, int i, double[] b, int j, double[] into, int at, int count) {
        for (int g = 0; g < count; g++) {
            into[at + g] = 1 - a[i + g] / b[j + g];
        }
    }
}
