package io.regroup.gmm.internal;

import java.util.Arrays;

/**
 * Where components may start: centres, and the points that are nearest to each. Points of one dimension in ascending order are also cut
 * into slices of equal weight. Source: D. Arthur and S. Vassilvitskii, k-means++: the advantages of careful seeding, SODA 2007.
 */
final class Starts {

    /** Centres are moved to the means of their points so many times. */
    private static final int MOVES = 3;

    private final Shape shape;
    private final long seed;
    private final double[] scale;
    private final double[] moves;
    private double[] distances = new double[0];

    Starts(Shape shape, long seed) {
        this.shape = shape;
        this.seed = seed;
        this.scale = new double[shape.dimensions()];
        this.moves = new double[shape.most() * (1 + shape.dimensions())];
    }

    /** Turns to the rows of another group: distances are in units of each dimension's deviation. */
    void use(Profile profile) {
        for (int a = 0; a < scale.length; a++) {
            double deviation = Math.sqrt(profile.moment(a, a) / profile.weight());
            scale[a] = deviation > 0 ? 1 / deviation : 1;
        }
    }

    /**
     * Makes a start.
     *
     * @param number which one, from 0: the first is one of slices where there is one dimension, all others are drawn
     * @param components how many are wanted
     * @param estimate receives the centres as its means; there may be fewer than wanted
     * @param sums receives the sums of the points that are nearest to each
     */
    void make(int number, Points points, int components, Estimate estimate, double[] sums) {
        if (number == 0 && shape.dimensions() == 1) {
            slice(points, components, estimate);
        } else {
            draw(number, points, components, estimate);
            for (int move = 0; move < MOVES; move++) {
                move(points, estimate);
            }
        }
        assign(points, estimate, sums);
    }

    /** Takes the means of slices of equal weight. */
    private static void slice(Points points, int components, Estimate estimate) {
        double total = points.totalWeight();
        double below = 0;
        double sum = 0;
        double weight = 0;
        int count = 0;
        double[] x = points.x[0];
        for (int i = 0; i < points.size; i++) {
            sum += points.weight[i] * (x[i] - x[0]);
            weight += points.weight[i];
            int left = points.size - 1 - i;
            boolean full = below + weight >= total * (count + 1) / components;
            if (left == 0 || ((full || left < components - count) && count < components - 1)) {
                estimate.means[count++] = x[0] + sum / weight;
                below += weight;
                sum = 0;
                weight = 0;
            }
        }
        estimate.components = count;
    }

    /** Draws centres among the points, each with a chance that grows with the square of its distance from those before. */
    private void draw(int number, Points points, int components, Estimate estimate) {
        if (distances.length < points.size) {
            distances = new double[points.size];
        }
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

    private int nearest(Points points, int i, Estimate estimate) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < estimate.components; k++) {
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
            int k = nearest(points, i, estimate);
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

    /** Adds each point to the sums of the centre that is nearest. */
    private void assign(Points points, Estimate estimate, double[] sums) {
        int d = shape.dimensions();
        Arrays.fill(sums, 0, shape.sumWidth(), 0);
        for (int i = 0; i < points.size; i++) {
            int k = nearest(points, i, estimate);
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
    }
}
