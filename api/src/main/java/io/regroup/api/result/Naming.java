package io.regroup.api.result;

import io.regroup.api.spi.Term;

/**
 * How result columns are named. With target {@code t}, suffix {@code s} and features {@code f}:
 *
 * <table>
 * <caption>The two styles</caption>
 * <tr><th>quantity</th><th>BETA</th><th>TERM</th></tr>
 * <tr><td>intercept, its error</td><td>{@code {t}{s}_beta0}, {@code {t}{s}_beta0_err}</td>
 *     <td>{@code {t}_intercept{s}}, {@code {t}_intercept_err{s}}</td></tr>
 * <tr><td>slope of the j-th feature, its error</td><td>{@code {t}{s}_beta{j}}, {@code {t}{s}_beta{j}_err}</td>
 *     <td>{@code {t}_slope_{f}{s}}, {@code {t}_slope_{f}_err{s}}</td></tr>
 * <tr><td>their t and p values</td><td>{@code {t}{s}_beta{j}_t}, {@code {t}{s}_beta{j}_p}</td>
 *     <td>{@code {t}_slope_{f}_t{s}}, {@code {t}_slope_{f}_p{s}}</td></tr>
 * <tr><td>quantity q, such as rms</td><td>{@code {t}{s}_{q}}</td><td>{@code {t}_{q}{s}}</td></tr>
 * <tr><td>prediction, residual</td><td>{@code {t}{s}}, {@code {t}{s}_res}</td>
 *     <td>{@code {t}{s}}, {@code {t}_res{s}}</td></tr>
 * </table>
 */
public enum Naming {
    /** Coefficients by number: {@code dy_fit_beta1}. */
    BETA {
        @Override
        public String quantity(String column, String suffix, String quantity) {
            return column + suffix + "_" + quantity;
        }

        @Override
        String termName(Term term) {
            return term.kind() == Term.Kind.PARAMETER ? term.name() : "beta" + term.number();
        }
    },
    /** Coefficients by what they belong to: {@code dy_slope_x_fit}. */
    TERM {
        @Override
        public String quantity(String column, String suffix, String quantity) {
            return column + "_" + quantity + suffix;
        }

        @Override
        String termName(Term term) {
            return switch (term.kind()) {
                case INTERCEPT -> "intercept";
                case SLOPE -> "slope_" + term.name();
                case PARAMETER -> term.name();
            };
        }
    };

    abstract String termName(Term term);

    /**
     * Names a quantity of a target, or the median of a column.
     *
     * @param column the target or column
     * @param suffix the mark of this fit's columns
     * @param quantity for instance {@code rms}
     * @return the column's name
     */
    public abstract String quantity(String column, String suffix, String quantity);

    /**
     * Names a coefficient.
     *
     * @param target the target
     * @param suffix the mark of this fit's columns
     * @param term the term
     * @return the column's name
     */
    public String coefficient(String target, String suffix, Term term) {
        return quantity(target, suffix, termName(term));
    }

    /**
     * Names a standard error.
     *
     * @param target the target
     * @param suffix the mark of this fit's columns
     * @param term the term
     * @return the column's name
     */
    public String error(String target, String suffix, Term term) {
        return quantity(target, suffix, termName(term) + "_err");
    }

    /**
     * Names a t value, the coefficient over its error.
     *
     * @param target the target
     * @param suffix the mark of this fit's columns
     * @param term the term
     * @return the column's name
     */
    public String tValue(String target, String suffix, Term term) {
        return quantity(target, suffix, termName(term) + "_t");
    }

    /**
     * Names a p value, the probability of a t value at least as far from zero.
     *
     * @param target the target
     * @param suffix the mark of this fit's columns
     * @param term the term
     * @return the column's name
     */
    public String pValue(String target, String suffix, Term term) {
        return quantity(target, suffix, termName(term) + "_p");
    }

    /**
     * Names the prediction of a target.
     *
     * @param target the target
     * @param suffix the mark of this fit's columns
     * @return the column's name
     */
    public String prediction(String target, String suffix) {
        return target + suffix;
    }

    /**
     * Names the residual of a target.
     *
     * @param target the target
     * @param suffix the mark of this fit's columns
     * @return the column's name
     */
    public String residual(String target, String suffix) {
        return quantity(target, suffix, "res");
    }
}
