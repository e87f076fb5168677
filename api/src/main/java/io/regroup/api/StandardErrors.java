package io.regroup.api;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the standard errors of least squares are estimated. All but the classic ones are of the sandwich form
 * {@code A⁻¹ M A⁻¹} with {@code A = XᵀWX}: they do not assume that the residuals e are equally large, and those by cluster
 * not even that they are independent within one. With the leverage {@code hᵢ = wᵢ xᵢᵀ A⁻¹ xᵢ}, n rows and p coefficients:
 *
 * <table>
 *   <caption>What stands in the middle</caption>
 *   <tr><th>kind</th><th>M</th><th>source</th></tr>
 *   <tr><td>CLASSIC</td><td>{@code s² A}, {@code s² = Σ w e² / (n − p)}</td><td>Gauss</td></tr>
 *   <tr><td>HC0</td><td>{@code Σ (wᵢ eᵢ)² xᵢ xᵢᵀ}</td><td>H. White, Econometrica 48 (1980) 817</td></tr>
 *   <tr><td>HC1</td><td>HC0 times {@code n / (n − p)}</td><td>J. G. MacKinnon and H. White, J. Econometrics 29 (1985) 305</td></tr>
 *   <tr><td>HC2</td><td>{@code Σ (wᵢ eᵢ)² / (1 − hᵢ) xᵢ xᵢᵀ}</td><td>same</td></tr>
 *   <tr><td>HC3</td><td>{@code Σ (wᵢ eᵢ)² / (1 − hᵢ)² xᵢ xᵢᵀ}</td><td>R. Davidson and J. G. MacKinnon, Estimation and Inference in
 *       Econometrics (1993) 554</td></tr>
 *   <tr><td>CLUSTER</td><td>{@code c Σ uₖ uₖᵀ} with {@code uₖ = Σ wᵢ eᵢ xᵢ} over the rows of cluster k of G, and
 *       {@code c = G / (G − 1) · (n − 1) / (n − p)}</td><td>K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986) 13</td></tr>
 * </table>
 *
 * @param kind the way
 * @param cluster the column whose equal values make a cluster within a group; null for the other kinds
 */
public record StandardErrors(Kind kind, @Nullable String cluster) implements Serializable {

    /** The ways to estimate. */
    public enum Kind {
        /** Residuals are independent and equally large up to their weights. */
        CLASSIC,
        /** White's, without a correction for small groups. */
        HC0,
        /** White's, scaled for the coefficients that were estimated. */
        HC1,
        /** White's, each residual scaled by its leverage. */
        HC2,
        /** Nearly the jackknife: the most cautious one, and the best in small groups. */
        HC3,
        /** Rows of one cluster may depend on each other. */
        CLUSTER
    }

    /** The errors unless the caller says otherwise. */
    public static final StandardErrors CLASSIC = new StandardErrors(Kind.CLASSIC, null);

    private static final String CLUSTER_PREFIX = "cluster:";

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if a column is missing for clusters, or given for another kind
     */
    public StandardErrors {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.CLUSTER && (cluster == null || cluster.isEmpty())) {
            throw new InvalidArgumentException(
                    "errors: cluster needs the column that tells clusters apart; give" + " cluster:COLUMN");
        }
        if (kind != Kind.CLUSTER && cluster != null) {
            throw new InvalidArgumentException("errors: " + name(kind) + " takes no column, got " + cluster
                    + "; give cluster:" + cluster + " or leave it out");
        }
    }

    /**
     * Makes errors that need no column.
     *
     * @param kind the way, not CLUSTER
     * @return the errors
     * @throws InvalidArgumentException if it is CLUSTER
     */
    public static StandardErrors of(Kind kind) {
        return new StandardErrors(kind, null);
    }

    /**
     * Makes errors for rows that depend on each other within clusters.
     *
     * @param column a key-like column: its equal values make a cluster; a row without a value does not count
     * @return the errors
     */
    public static StandardErrors clusteredBy(String column) {
        return new StandardErrors(Kind.CLUSTER, column);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param text {@code classic}, {@code hc0} to {@code hc3}, or {@code cluster:COLUMN}
     * @return the errors
     * @throws InvalidArgumentException if it is something else
     */
    public static StandardErrors parse(String text) {
        if (text.startsWith(CLUSTER_PREFIX)) {
            return clusteredBy(text.substring(CLUSTER_PREFIX.length()));
        }
        for (Kind kind : Kind.values()) {
            if (name(kind).equals(text)) {
                return new StandardErrors(kind, null);
            }
        }
        throw new InvalidArgumentException(
                "errors: expected classic, hc0, hc1, hc2, hc3 or cluster:COLUMN, got " + text);
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return kind == Kind.CLUSTER ? CLUSTER_PREFIX + cluster : name(kind);
    }
}
