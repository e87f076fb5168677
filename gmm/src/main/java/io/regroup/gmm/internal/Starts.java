package io.regroup.gmm.internal;

import java.util.Arrays;

/**
 * Where components may start: centres, and the points that are nearest to each. Points of one dimension in ascending order are also cut
 * into slices of equal weight. Source: D. Arthur and S. Vassilvitskii, k-means++: the advantages of careful seeding, SODA 2007.
 */
final class Starts {

    /** Centres are moved to the means of their points so many times. */
    private static final int MOVES = 3;

    /** A value is heavy if its weight is at least this part of what components weigh on average. */
    private static final double HEAVY = 0.05;

    /** A bin counts as a single value if its spread is at most this part of the deviation of all rows. */
    private static final double NARROW = 1e-3;

    /** The number of the start in which components surround each other. */
    private static final int SHELLS = 2;

    private final Shape shape;
    private final long seed;
    private final double[] scale;
    private final double[] moves;
    private final double[] centre;
    private double[] distances = new double[0];
    private double[] sorted = new double[0];

    Starts(Shape shape, long seed) {
        this.shape = shape;
        this.seed = seed;
        this.scale = new double[shape.dimensions()];
        this.centre = new double[shape.dimensions()];
        this.moves = new double[shape.most() * (1 + shape.dimensions())];
    }

    /** Turns to the rows of another group: distances are in units of each dimension's deviation. */
    void use(Profile profile) {
        for (int a = 0; a < scale.length; a++) {
            double deviation = Math.sqrt(profile.moment(a, a) / profile.weight());
            scale[a] = deviation > 0 ? 1 / deviation : 1;
            centre[a] = profile.mean(a);
        }
    }

    /**
     * Makes a start.
     *
     * @param number which one, from 0: in one dimension the first is one of slices, the second one of heavy values and slices of the rest,
     *     if there are any such; the third is one of shells; all others are drawn
     * @param components how many are wanted
     * @param estimate receives the centres as its means; there may be fewer than wanted
     * @param sums receives the sums of the points that are nearest to each
     */
    void make(int number, Points points, int components, Estimate estimate, double[] sums) {
        if (number == SHELLS) {
            shells(points, components, estimate, sums);
            return;
        }
        int heavy = number == 1 && shape.dimensions() == 1 ? heavyValues(points, components / 3, estimate) : 0;
        if (heavy > 0 || (number == 0 && shape.dimensions() == 1)) {
            slice(points, heavy, components, estimate);
        } else {
            draw(number, points, components, estimate);
            for (int move = 0; move < MOVES; move++) {
                move(points, estimate);
            }
        }
        assign(points, heavy, estimate, sums);
    }

    /** Takes the heaviest single values as centres, if they are heavy enough for a component of their own; returns how many there are. */
    private int heavyValues(Points points, int most, Estimate estimate) {
        double least = HEAVY * points.totalWeight() / estimate.shape.most();
        int count = 0;
        while (count < most) {
            int heaviest = -1;
            for (int i = 0; i < points.size; i++) {
                boolean single = !points.spread || points.x[1][i] * scale[0] <= NARROW;
                if (single
                        && points.weight[i] >= (heaviest < 0 ? least : points.weight[heaviest])
                        && !isCentre(points.x[0][i], count, estimate)) {
                    heaviest = i;
                }
            }
            if (heaviest < 0) {
                return count;
            }
            estimate.means[count++] = points.x[0][heaviest];
        }
        return count;
    }

    /** Tells whether a value is one of the first centres. */
    private static boolean isCentre(double value, int centres, Estimate estimate) {
        for (int k = 0; k < centres; k++) {
            if (estimate.means[k] == value) {
                return true;
            }
        }
        return false;
    }

    /** Takes the means of slices of equal weight, besides the heavy values that are the first centres. */
    private static void slice(Points points, int heavy, int components, Estimate estimate) {
        double[] x = points.x[0];
        int left = 0;
        double total = 0;
        for (int i = 0; i < points.size; i++) {
            if (!isCentre(x[i], heavy, estimate)) {
                left++;
                total += points.weight[i];
            }
        }
        int slices = components - heavy;
        double below = 0;
        double sum = 0;
        double weight = 0;
        int count = 0;
        for (int i = 0; i < points.size; i++) {
            if (isCentre(x[i], heavy, estimate)) {
                continue;
            }
            left--;
            sum += points.weight[i] * (x[i] - x[0]);
            weight += points.weight[i];
            boolean full = below + weight >= total * (count + 1) / slices;
            if (left == 0 || ((full || left < slices - count) && count < slices - 1)) {
                estimate.means[heavy + count++] = x[0] + sum / weight;
                below += weight;
                sum = 0;
                weight = 0;
            }
        }
        estimate.components = heavy + count;
    }

    /** Draws centres among the points, each with a chance that grows with the square of its distance from those before. */
    private void draw(int number, Points points, int components, Estimate estimate) {
        reserve(points.size);
        int d = shape.dimensions();
        Arrays.fill(distances, 0, points.size, 1);
        estimate.components = 0;
        for (int k = 0; k < components; k++) {
            int centre = drawOne(points, Seeds.uniform(seed, number, k));
            if (centre < 0) {
                return;
            }
            for (int a = 0; a < d; a++) {
                estimate.means[k * d + a] = points.x[a][centre];
            }
            estimate.components = k + 1;
            for (int i = 0; i < points.size; i++) {
                double distance = distance(points, i, estimate.means, k * d);
                distances[i] = k == 0 ? distance : Math.min(distances[i], distance);
            }
        }
    }

    private int drawOne(Points points, double place) {
        double total = 0;
        for (int i = 0; i < points.size; i++) {
            total += points.weight[i] * distances[i];
        }
        double rest = place * total;
        int last = -1;
        for (int i = 0; i < points.size; i++) {
            double share = points.weight[i] * distances[i];
            if (share > 0) {
                last = i;
                rest -= share;
                if (rest < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    private double distance(Points points, int i, double[] means, int at) {
        double square = 0;
        for (int a = 0; a < shape.dimensions(); a++) {
            double gap = (points.x[a][i] - means[at + a]) * scale[a];
            square += gap * gap;
        }
        return square;
    }

    private int nearest(Points points, int i, int first, Estimate estimate) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = first; k < estimate.components; k++) {
            double distance = distance(points, i, estimate.means, k * shape.dimensions());
            if (distance < least) {
                least = distance;
                nearest = k;
            }
        }
        return nearest;
    }

    /** Moves centres to the means of the points that are nearest to them. */
    private void move(Points points, Estimate estimate) {
        int d = shape.dimensions();
        Arrays.fill(moves, 0);
        for (int i = 0; i < points.size; i++) {
            int k = nearest(points, i, 0, estimate);
            int own = k * (1 + d);
            moves[own] += points.weight[i];
            for (int a = 0; a < d; a++) {
                moves[own + 1 + a] += points.weight[i] * (points.x[a][i] - estimate.means[k * d + a]);
            }
        }
        for (int k = 0; k < estimate.components; k++) {
            for (int a = 0; a < d && moves[k * (1 + d)] > 0; a++) {
                estimate.means[k * d + a] += moves[k * (1 + d) + 1 + a] / moves[k * (1 + d)];
            }
        }
    }

    /** Adds each point to the sums of the centre that is nearest; heavy values, which come first, have their own point alone. */
    private void assign(Points points, int heavy, Estimate estimate, double[] sums) {
        Arrays.fill(sums, 0, shape.sumWidth(), 0);
        for (int i = 0; i < points.size; i++) {
            boolean single = isCentre(points.x[0][i], heavy, estimate);
            int k = nearest(points, i, single ? 0 : heavy, estimate);
            add(points, i, k, estimate, sums);
        }
    }

    private void add(Points points, int i, int k, Estimate estimate, double[] sums) {
        int d = shape.dimensions();
        int own = 1 + k * shape.componentWidth();
        double w = points.weight[i];
        sums[own] += w;
        int second = own + 1 + d;
        for (int a = 0; a < d; a++) {
            double gap = points.x[a][i] - estimate.means[k * d + a];
            sums[own + 1 + a] += w * gap;
            for (int b = shape.diagonal() ? a : 0; b <= a; b++) {
                sums[second++] += w * gap * (points.x[b][i] - estimate.means[k * d + b]);
            }
        }
        if (points.spread) {
            sums[own + 2] += w * points.x[1][i] * points.x[1][i];
        }
    }

    /** Lets components surround each other: points are shared by their distance from the mean of all, as many to each. */
    private void shells(Points points, int components, Estimate estimate, double[] sums) {
        reserve(points.size);
        int d = shape.dimensions();
        for (int k = 0; k < components; k++) {
            System.arraycopy(centre, 0, estimate.means, k * d, d);
        }
        for (int i = 0; i < points.size; i++) {
            distances[i] = distance(points, i, estimate.means, 0);
        }
        System.arraycopy(distances, 0, sorted, 0, points.size);
        Arrays.sort(sorted, 0, points.size);
        estimate.components = components;
        Arrays.fill(sums, 0, shape.sumWidth(), 0);
        for (int i = 0; i < points.size; i++) {
            int k = 0;
            while (k < components - 1 && distances[i] >= sorted[(int) ((k + 1L) * points.size / components)]) {
                k++;
            }
            add(points, i, k, estimate, sums);
        }
    }

    private void reserve(int points) {
        if (distances.length < points) {
            distances = new double[points];
            sorted = new double[points];
        }
    }
}
