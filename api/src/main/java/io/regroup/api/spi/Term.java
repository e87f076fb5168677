package io.regroup.api.spi;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * One coefficient of a model: what it multiplies, or what it is called.
 *
 * @param kind what sort of coefficient it is
 * @param name the feature of a slope, the name of a parameter, or {@code intercept}
 * @param number 0 for the intercept, 1 … for slopes in the order of the features, whether there is an intercept or not
 */
public record Term(Kind kind, String name, int number) implements Serializable {

    /** What sort of coefficient a term is. */
    public enum Kind {
        /** The constant term. */
        INTERCEPT,
        /** The factor of a feature. */
        SLOPE,
        /** A named parameter of a model that is not linear in features. */
        PARAMETER
    }

    /**
     * Returns the terms of a linear model.
     *
     * @param features the features in order
     * @param intercept whether a constant term comes first
     * @return the intercept, if any, then one slope per feature
     */
    public static List<Term> linear(List<String> features, boolean intercept) {
        List<Term> terms = new ArrayList<>();
        if (intercept) {
            terms.add(new Term(Kind.INTERCEPT, "intercept", 0));
        }
        for (int j = 0; j < features.size(); j++) {
            terms.add(new Term(Kind.SLOPE, features.get(j), j + 1));
        }
        return List.copyOf(terms);
    }
}
