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
 * <p>In groups of more than {@value #LARGE} rows the starts are judged by that many of them, only the ten best by all rows. A group
 * has one answer: random numbers begin anew with each, and its rows are shuffled by what is in them, not by where they stand.
 */
final class FastLts {

    private static final int LARGE = 1500;
    private static final int FIRST_STEPS = 2;
    private static final long SEED = 1984;
    private static final long PLACE = 0xffff_ffffL;

    private final int starts;
    private final SubsetFit fit;
    private final BestFits best = new BestFits(10);
    private final SmallestSquares smallest = new SmallestSquares();
    private final Random random = new Random();
    private int[] all = new int[0];
    private int[] sample = new int[0];
    private long[] shuffle = new long[0];
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
     * @param found receives the squared residuals of the best coefficients that were found, in the order of the rows,
     *     times the square of {@link #targetScale()}; infinite if all sums are
     */
    void search(GroupRows rows, int toKeep, double[] found) {
        int count = rows.count();
        prepare(rows);
        int rank = fit.fit(all, count);
        best.clear();
        if (toKeep < count) {
            tryStarts(count, toKeep, rank);
        } else {
            best.offer(0, fit.coefficients());
        }
        double least = Double.POSITIVE_INFINITY;
        Arrays.fill(found, 0, count, Double.POSITIVE_INFINITY);
        for (int i = 0; i < best.count(); i++) {
            fit.use(best.coefficients(i));
            double sum = concentrate(count, toKeep);
            if (sum < least) {
                least = sum;
                fit.squares(all, count, found);
            }
        }
    }

    /** Returns what residuals are multiplied by, so that their squares are of a size that doubles hold. */
    double targetScale() {
        return fit.targetScale();
    }

    private void prepare(GroupRows rows) {
        int count = rows.count();
        if (all.length < count) {
            all = new int[count];
            sample = new int[count];
            shuffle = new long[count];
            places = new int[count];
            kept = new int[count];
            squares = new double[count];
        }
        for (int i = 0; i < count; i++) {
            all[i] = rows.from() + i;
        }
        shuffle(rows);
        fit.use(rows);
        random.setSeed(SEED);
    }

    /** Puts the rows in an order that looks random and depends on their values alone: they are sorted by a hash of them. */
    private void shuffle(GroupRows rows) {
        for (int i = 0; i < rows.count(); i++) {
            long hash = mixed(SEED ^ Double.doubleToLongBits(rows.target()[rows.from() + i]));
            for (int j = 0; j < rows.featureCount(); j++) {
                hash = mixed(hash ^ Double.doubleToLongBits(rows.feature(j)[rows.from() + i]));
            }
            shuffle[i] = hash & ~PLACE | i;
        }
        Arrays.sort(shuffle, 0, rows.count());
        for (int i = 0; i < rows.count(); i++) {
            sample[i] = rows.from() + (int) (shuffle[i] & PLACE);
        }
    }

    /** Stafford's mixing of 64 bits, as in SplitMix64. */
    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    private void tryStarts(int rows, int toKeep, int rank) {
        int count = Math.min(rows, LARGE);
        int wanted = (int) Math.ceil((double) toKeep * count / rows);
        for (int start = 0; start < starts; start++) {
            start(count, rank);
            for (int step = 0; step < FIRST_STEPS; step++) {
                step(sample, count, wanted);
            }
            best.offer(sum(sample, count, wanted), fit.coefficients());
        }
    }

    /** Fits a few rows of the sample at random: as many more than necessary as it takes to determine all coefficients. */
    private void start(int count, int rank) {
        int drawn = 0;
        do {
            do {
                draw(drawn++, count);
            } while (drawn < rank);
        } while (fit.fit(sample, drawn) < rank && drawn < count);
    }

    /** Draws one of the rows of the sample that have not been drawn, by exchanging it with the one at its place. */
    private void draw(int place, int count) {
        int other = place + random.nextInt(count - place);
        int row = sample[other];
        sample[other] = sample[place];
        sample[place] = row;
    }

    /** Repeats the step on all rows until the sum gets no smaller. */
    private double concentrate(int rows, int toKeep) {
        double before = Double.POSITIVE_INFINITY;
        double sum = step(all, rows, toKeep);
        while (sum < before) {
            before = sum;
            sum = step(all, rows, toKeep);
        }
        return before;
    }

    /** Fits the rows that the coefficients fit best; returns the sum of their squares before that. */
    private double step(int[] of, int count, int wanted) {
        fit.squares(of, count, squares);
        smallest.list(squares, count, wanted, places);
        for (int i = 0; i < wanted; i++) {
            kept[i] = of[places[i]];
        }
        fit.fit(kept, wanted);
        return smallest.sum();
    }

    private double sum(int[] of, int count, int wanted) {
        fit.squares(of, count, squares);
        smallest.find(squares, count, wanted);
        return smallest.sum();
    }
}
