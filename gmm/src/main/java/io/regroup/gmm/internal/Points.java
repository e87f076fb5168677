package io.regroup.gmm.internal;

import java.util.Arrays;

/**
 * Weighted points that stand for rows: distinct rows, or the bins of a histogram. A bin has a spread as well, the standard deviation of its
 * rows about their mean. It counts as one more dimension, in which all components have their mean at zero and the same deviation as in the
 * first: then the square of a distance is the mean square of the distances of the bin's rows.
 */
final class Points {

    final int dimensions;
    double[][] x;
    double[] weight = new double[0];
    int size;
    boolean spread;
    /** Whether each point is known to be one row. */
    boolean single;

    Points(int dimensions) {
        this.dimensions = dimensions;
        this.x = new double[dimensions + 1][0];
    }

    /** Forgets all points, and makes room for some. */
    void clear(int room, boolean withSpread) {
        size = 0;
        spread = withSpread;
        single = false;
        if (weight.length < room) {
            weight = new double[room];
            for (int a = 0; a < dimensions; a++) {
                x[a] = new double[room];
            }
        }
        if (withSpread && x[dimensions].length < room) {
            x[dimensions] = new double[room];
        }
    }

    /** Puts points of one dimension in ascending order, and makes those that are equal one. */
    void sort() {
        boolean alike = true;
        for (int i = 1; i < size && alike; i++) {
            alike = weight[i] == weight[0];
        }
        if (alike) {
            Arrays.sort(x[0], 0, size);
        } else {
            sort(0, size - 1);
        }
        merge();
    }

    /** Makes points of one dimension that are equal, and stand beside each other, one. */
    private void merge() {
        double[] values = x[0];
        int last = 0;
        for (int i = 1; i < size; i++) {
            if (values[i] == values[last]) {
                weight[last] += weight[i];
            } else {
                last++;
                values[last] = values[i];
                weight[last] = weight[i];
            }
        }
        size = Math.min(size, last + 1);
    }

    /** Looks whether each point is one row. */
    void noticeSingle() {
        single = true;
        for (int i = 0; i < size && single; i++) {
            single = weight[i] == 1;
        }
    }

    private void sort(int first, int last) {
        int from = first;
        int to = last;
        while (to - from > 16) {
            double pivot = median(from, (from + to) >>> 1, to);
            int low = from;
            int high = to;
            while (low <= high) {
                while (x[0][low] < pivot) {
                    low++;
                }
                while (x[0][high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    swap(low++, high--);
                }
            }
            // the smaller part first: the depth of calls stays logarithmic
            if (high - from < to - low) {
                sort(from, high);
                from = low;
            } else {
                sort(low, to);
                to = high;
            }
        }
        for (int i = from + 1; i <= to; i++) {
            for (int j = i; j > from && x[0][j] < x[0][j - 1]; j--) {
                swap(j, j - 1);
            }
        }
    }

    private double median(int i, int j, int k) {
        double a = x[0][i];
        double b = x[0][j];
        double c = x[0][k];
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private void swap(int i, int j) {
        double value = x[0][i];
        x[0][i] = x[0][j];
        x[0][j] = value;
        double share = weight[i];
        weight[i] = weight[j];
        weight[j] = share;
    }

    /** Divides the numbers of one dimension. */
    void divide(int dimension, double unit) {
        for (int i = 0; i < size; i++) {
            x[dimension][i] /= unit;
        }
    }

    double totalWeight() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += weight[i];
        }
        return sum;
    }

    /** Makes the points weigh as much as all rows. */
    void scaleTo(double total) {
        double factor = total / totalWeight();
        single = false;
        for (int i = 0; i < size; i++) {
            weight[i] *= factor;
        }
    }
}
