package com.example.lts;

import java.util.Arrays;

/** Finds the smallest of some squared residuals. Rows that tie are taken in their order. */
final class SmallestSquares {

    private double[] sorted = new double[0];
    private double largest;
    private int ties;
    private double sum;

    /**
     * Finds how large the h smallest are.
     *
     * @param squares the squared residuals, none NaN
     * @param count how many
     * @param wanted h, from 1 to count
     */
    void find(double[] squares, int count, int wanted) {
        if (sorted.length < count) {
            sorted = new double[count];
        }
        System.arraycopy(squares, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        largest = sorted[wanted - 1];
        ties = 0;
        sum = 0;
        for (int i = 0; i < wanted; i++) {
            sum += sorted[i];
            ties += sorted[i] == largest ? 1 : 0;
        }
    }

    /** Returns the sum of the h smallest that were found last. */
    double sum() {
        return sum;
    }

    /** Finds the h smallest and writes 1 at their places, 0 at others. */
    void mark(double[] squares, int count, int wanted, double[] marks) {
        find(squares, count, wanted);
        int left = ties;
        for (int i = 0; i < count; i++) {
            boolean tie = squares[i] == largest && left-- > 0;
            marks[i] = squares[i] < largest || tie ? 1 : 0;
        }
    }

    /** Finds the h smallest and writes their places, in ascending order. */
    void list(double[] squares, int count, int wanted, int[] places) {
        find(squares, count, wanted);
        int left = ties;
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (squares[i] < largest || (squares[i] == largest && left-- > 0)) {
                places[found++] = i;
            }
        }
    }
}
