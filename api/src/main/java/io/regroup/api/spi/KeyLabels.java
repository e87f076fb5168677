package io.regroup.api.spi;

import java.io.Serializable;
import java.util.List;

/** How groups find the label under which a plan names them. */
public sealed interface KeyLabels extends Serializable {

    /** A label is the number of a group among all groups in ascending key order. */
    record Groups() implements KeyLabels {}

    /**
     * A label is a range of values of the first key column. With borders b₀ &lt; b₁ &lt; …, label 2i + 1 is the value bᵢ,
     * label 2i the values between bᵢ₋₁ and bᵢ, and the last label, 2n + 1 for n borders, is for missing values.
     *
     * @param borders values in ascending key order: {@link Long}, {@link Double} or {@link String} as the column is stored
     */
    record Ranges(List<Object> borders) implements KeyLabels {

        /** Keeps its own copy of the list. */
        public Ranges {
            borders = List.copyOf(borders);
        }
    }
}
