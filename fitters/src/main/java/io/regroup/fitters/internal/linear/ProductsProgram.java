package io.regroup.fitters.internal.linear;

import io.regroup.api.spi.GroupFitter;
import io.regroup.api.spi.Kernels;
import io.regroup.api.spi.LeastSquaresProgram;
import io.regroup.api.spi.Term;
import io.regroup.api.spi.WholeGroupProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * A polynomial in several features: all products of their powers up to a total degree. It is solved in
 * {@code uⱼ = (xⱼ − centreⱼ) / scaleⱼ} (centre 0 without an intercept); the coefficients of products of u are {@code basis0 …},
 * in the order of the terms, and predict rows.
 *
 * @param products the terms but for the constant
 * @param intercept whether there is a constant term
 */
public record ProductsProgram(ProductTerms products, boolean intercept) implements WholeGroupProgram {

    /**
     * Makes a program.
     *
     * @param features the names of the features
     * @param intercept whether there is a constant term
     * @param degree the highest total degree
     */
    public ProductsProgram(List<String> features, boolean intercept, int degree) {
        this(new ProductTerms(features, degree), intercept);
    }

    /**
     * Counts the terms but for the constant.
     *
     * @param features how many features
     * @param degree the highest total degree
     * @return how many products there are; any number beyond that of an int stands for too many
     */
    public static long count(int features, int degree) {
        return ProductTerms.count(features, degree);
    }

    int first() {
        return intercept ? 1 : 0;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            names.add(products.name(i));
        }
        return names;
    }

    /** The problem whose features are products of u. */
    LeastSquaresProgram problem() {
        return new LeastSquaresProgram(names(), intercept, LeastSquaresProgram.DEFAULT_RANK_TOLERANCE);
    }

    @Override
    public List<Term> terms() {
        return Term.linear(names(), intercept);
    }

    @Override
    public List<String> extras() {
        List<String> extras = new ArrayList<>();
        for (int i = 0; i < first() + products.size(); i++) {
            extras.add("basis" + i);
        }
        products.features().forEach(feature -> extras.add("basis_centre_" + feature));
        products.features().forEach(feature -> extras.add("basis_scale_" + feature));
        return List.copyOf(extras);
    }

    /** Where the centre of a feature stands among the extras. */
    int centre(int feature) {
        return first() + products.size() + feature;
    }

    /** Where the scale of a feature stands among the extras. */
    int scale(int feature) {
        return centre(feature) + products.features().size();
    }

    @Override
    public GroupFitter fitter(Kernels kernels) {
        return new ProductsGroups(this, kernels);
    }

    @Override
    public double predict(double[] coefficients, double[] features) {
        double sum = intercept ? coefficients[0] : 0;
        for (int i = 0; i < products.size(); i++) {
            double product = coefficients[first() + i];
            if (!Double.isNaN(product)) {
                for (int k = i; k >= 0; k = products.parent(k)) {
                    product *= features[products.factor(k)];
                }
                sum += product;
            }
        }
        return sum;
    }

    @Override
    public double predict(double[] coefficients, double[] extras, double[] features) {
        double sum = intercept ? extras[0] : 0;
        for (int i = 0; i < products.size(); i++) {
            double product = extras[first() + i];
            if (!Double.isNaN(product)) {
                for (int k = i; k >= 0; k = products.parent(k)) {
                    int j = products.factor(k);
                    product *= (features[j] - extras[centre(j)]) / extras[scale(j)];
                }
                sum += product;
            }
        }
        return sum;
    }
}
