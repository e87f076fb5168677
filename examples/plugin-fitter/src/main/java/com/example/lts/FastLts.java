package com.example.lts;

import io.regroup.api.spi.GroupRows;
import io.regroup.api.spi.LeastSquaresProgram;
import java.util.Arrays;
import java.util.Random;

/**
 * Searches for the rows to keep by FAST-LTS (Rousseeuw and Van Driessen 2006). A start is the fit of as few rows as determine all
 * coefficients, drawn at random. A concentration step keeps the h rows with the smallest squared residuals and fits these, which
 * never makes the sum of the h smallest squares larger. Every start gets two steps, the ten best as many as they need.
 *
 * <p>In groups of more than {@value #LARGE} rows the starts are judged by that many rows drawn at random, only the ten best by
 * all rows. Random numbers begin anew with each group, so that a group has one answer.
 */
final class FastLts {

    private static final int LARGE = 1500;
    private static final int FIRST_STEPS = 2;
    private static final long SEED = 1984;

    private final int starts;
    private final SubsetFit fit;
    private final BestFits best = new BestFits(10);
    private final SmallestSquares smallest = new SmallestSquares();
    private final Random random = new Random();
    private int[] all = new int[0];
    private int[] sample = new int[0];
    private int[] places = new int[0];
    private int[] kept = new int[0];
    private double[] squares = new double[0];

    FastLts(LeastSquaresProgram linear, int starts) {
        this.starts = starts;
        this.fit = new SubsetFit(linear.features().size(), linear.intercept());
    }

    /**
     * Searches for the coefficients whose h smallest squared residuals have the least sum.
     *
     * @param rows the rows
     * @param toKeep h
     * @param found receives the squared residuals of the best coefficients that were found, in the order of the rows; NaN if
     *     all sums overflow
     */
    void search(GroupRows rows, int toKeep, double[] found) {
        int count = rows.count();
        prepare(rows);
        int rank = fit.fit(rows, all, count);
        best.clear();
        if (toKeep < count) {
            tryStarts(rows, toKeep, rank);
        } else {
            best.offer(0, fit.coefficients());
        }
        double least = Double.POSITIVE_INFINITY;
        Arrays.fill(found, 0, count, Double.NaN);
        for (int i = 0; i < best.count(); i++) {
            fit.use(best.coefficients(i));
            double sum = concentrate(rows, toKeep);
            if (sum < least) {
                least = sum;
                fit.squares(rows, all, count, found);
            }
        }
    }

    private void prepare(GroupRows rows) {
        int count = rows.count();
        if (all.length < count) {
            all = new int[count];
            sample = new int[count];
            places = new int[count];
            kept = new int[count];
            squares = new double[count];
        }
        for (int i = 0; i < count; i++) {
            all[i] = rows.from() + i;
        }
        System.arraycopy(all, 0, sample, 0, count);
        random.setSeed(SEED);
    }

    private void tryStarts(GroupRows rows, int toKeep, int rank) {
        int count = Math.min(rows.count(), LARGE);
        for (int i = 0; count < rows.count() && i < count; i++) {
            draw(i, rows.count());
        }
        int wanted = (int) Math.ceil((double) toKeep * count / rows.count());
        for (int start = 0; start < starts; start++) {
            start(rows, count, rank);
            for (int step = 0; step < FIRST_STEPS; step++) {
                step(rows, sample, count, wanted);
            }
            best.offer(sum(rows, sample, count, wanted), fit.coefficients());
        }
    }

    /** Fits a few rows of the sample at random: as many more than necessary as it takes to determine all coefficients. */
    private void start(GroupRows rows, int count, int rank) {
        int drawn = 0;
        do {
            do {
                draw(drawn++, count);
            } while (drawn < rank);
        } while (fit.fit(rows, sample, drawn) < rank && drawn < count);
    }

    /** Draws one of the rows of the sample that have not been drawn, by exchanging it with the one at its place. */
    private void draw(int place, int count) {
        int other = place + random.nextInt(count - place);
        int row = sample[other];
        sample[other] = sample[place];
        sample[place] = row;
    }

    /** Repeats the step on all rows until the sum gets no smaller. */
    private double concentrate(GroupRows rows, int toKeep) {
        double before = Double.POSITIVE_INFINITY;
        double sum = step(rows, all, rows.count(), toKeep);
        while (sum < before) {
            before = sum;
            sum = step(rows, all, rows.count(), toKeep);
        }
        return before;
    }

    /** Fits the rows that the coefficients fit best; returns the sum of their squares before that. */
    private double step(GroupRows rows, int[] of, int count, int wanted) {
        fit.squares(rows, of, count, squares);
        smallest.list(squares, count, wanted, places);
        for (int i = 0; i < wanted; i++) {
            kept[i] = of[places[i]];
        }
        fit.fit(rows, kept, wanted);
        return smallest.sum();
    }

    private double sum(GroupRows rows, int[] of, int count, int wanted) {
        fit.squares(rows, of, count, squares);
        smallest.find(squares, count, wanted);
        return smallest.sum();
    }
}
