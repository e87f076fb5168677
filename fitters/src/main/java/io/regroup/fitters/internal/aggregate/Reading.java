package io.regroup.fitters.internal.aggregate;

import java.io.Serializable;

/** How a result is read off a summary that has enough values for it. */
sealed interface Reading extends Serializable {

    /**
     * Returns the result.
     *
     * @param slab holds the summary
     * @param at where it starts
     */
    double of(double[] slab, int at);

    /**
     * A number as it stands.
     *
     * @param place where in the summary
     */
    record Plain(int place) implements Reading {

        @Override
        public double of(double[] slab, int at) {
            return slab[at + place] + 0.0; // which of two zeros came first is nobody's business
        }
    }

    /**
     * A product.
     *
     * @param place where the {@link Product} stands
     */
    record Scaled(int place) implements Reading {

        @Override
        public double of(double[] slab, int at) {
            return Product.value(slab, at + place) + 0.0;
        }
    }

    /**
     * A ratio.
     *
     * @param above where the numerator stands
     * @param below where the denominator stands
     */
    record Ratio(int above, int below) implements Reading {

        @Override
        public double of(double[] slab, int at) {
            return slab[at + above] / slab[at + below];
        }
    }

    /**
     * A variance or its root.
     *
     * @param place where the {@link Moments} stand
     * @param freedom what is subtracted from the count
     * @param root whether the standard deviation is meant
     */
    record Spread(int place, double freedom, boolean root) implements Reading {

        @Override
        public double of(double[] slab, int at) {
            double variance = Moments.variance(slab, at + place, freedom);
            return root ? Math.sqrt(variance) : variance;
        }
    }
}
