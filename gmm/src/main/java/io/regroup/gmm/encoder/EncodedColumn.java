package io.regroup.gmm.encoder;

import io.regroup.api.InvalidArgumentException;
import java.util.HashSet;
import java.util.List;

/**
 * How one column is to be encoded.
 *
 * @param name the column
 * @param kind how
 * @param modal for {@link Kind#MIXED} the values that stand for themselves, as text; {@value #MISSING} stands for missing values.
 *     Empty for others
 */
public record EncodedColumn(String name, Kind kind, List<String> modal) {

    /** The word for missing values in a list of modal values. */
    public static final String MISSING = "missing";

    /** How columns are encoded. */
    public enum Kind {
        /** Numbers, by a mixture. */
        CONTINUOUS,
        /** Numbers, by a mixture of their logarithms: {@code ln x}, or {@code sign(x) ln(1 + |x|)} if some are not positive. */
        LOG,
        /** Values of any type, by their frequency. */
        CATEGORICAL,
        /** Numbers of which some, such as 0, stand for themselves, the rest by a mixture. */
        MIXED
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if a mixed column has no modal values or one twice, or another one has any
     */
    public EncodedColumn {
        modal = List.copyOf(modal);
        if (kind == Kind.MIXED && modal.isEmpty()) {
            throw new InvalidArgumentException(
                    "column " + name + ": mixed, but no modal value is given; write " + name + "=0, for instance");
        }
        if (kind != Kind.MIXED && !modal.isEmpty()) {
            throw new InvalidArgumentException("column " + name + ": modal values are for mixed columns alone");
        }
        if (new HashSet<>(modal).size() < modal.size()) {
            throw new InvalidArgumentException("column " + name + ": a modal value is given twice in " + modal);
        }
    }
}
