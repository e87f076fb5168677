package io.regroup.fitters.internal.linear;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The products of powers of some features up to a total degree, without the constant: by degree, and within one by the power of the
 * first feature, then of the second, from high to low (graded lexicographic order). For x and y and degree 2 they are
 * x, y, x², xy, y².
 */
final class ProductTerms implements Serializable {

    private static final long serialVersionUID = 1;

    private final String[] features;
    private final int degree;
    private final int[][] exponents;
    private final int[] parents;
    private final int[] factors;

    ProductTerms(List<String> features, int degree) {
        this.features = features.toArray(String[]::new);
        this.degree = degree;
        List<int[]> all = new ArrayList<>();
        for (int total = 1; total <= degree; total++) {
            list(all, new int[features.size()], 0, total);
        }
        this.exponents = all.toArray(int[][]::new);
        this.parents = new int[exponents.length];
        this.factors = new int[exponents.length];
        for (int i = 0; i < exponents.length; i++) {
            int last = features.size() - 1;
            while (exponents[i][last] == 0) {
                last--;
            }
            int[] parent = exponents[i].clone();
            parent[last]--;
            factors[i] = last;
            parents[i] = place(parent);
        }
    }

    private static void list(List<int[]> all, int[] powers, int feature, int left) {
        if (feature == powers.length - 1) {
            powers[feature] = left;
            all.add(powers.clone());
            return;
        }
        for (int power = left; power >= 0; power--) {
            powers[feature] = power;
            list(all, powers, feature + 1, left - power);
        }
    }

    /** The place of a product, negative for the constant. */
    private int place(int[] powers) {
        for (int i = 0; i < exponents.length; i++) {
            if (Arrays.equals(exponents[i], powers)) {
                return i;
            }
        }
        return -1;
    }

    /** Counts the products without listing them: (features + degree)! / (features! degree!) − 1, or a large number. */
    static long count(int features, int degree) {
        long count = 1;
        for (int k = 1; k <= degree; k++) {
            count = count * (features + k) / k;
            if (count > Integer.MAX_VALUE) {
                return count;
            }
        }
        return count - 1;
    }

    int size() {
        return exponents.length;
    }

    List<String> features() {
        return List.of(features);
    }

    /** The power of a feature in a product. */
    int exponent(int product, int feature) {
        return exponents[product][feature];
    }

    /** A product that comes before, of which this one is {@link #factor} times as much; negative for the constant. */
    int parent(int product) {
        return parents[product];
    }

    /** The last feature in a product. */
    int factor(int product) {
        return factors[product];
    }

    /** Tells whether a product is contained in another one. */
    boolean divides(int product, int other) {
        for (int j = 0; j < features.length; j++) {
            if (exponents[product][j] > exponents[other][j]) {
                return false;
            }
        }
        return true;
    }

    /** Names a product, for instance {@code x^2*y}. */
    String name(int product) {
        StringBuilder name = new StringBuilder();
        for (int j = 0; j < features.length; j++) {
            int power = exponents[product][j];
            if (power > 0) {
                name.append(name.isEmpty() ? "" : "*").append(features[j]).append(power > 1 ? "^" + power : "");
            }
        }
        return name.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProductTerms terms && Arrays.equals(features, terms.features) && degree == terms.degree;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(features) + degree;
    }
}
