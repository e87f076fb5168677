package io.regroup.gmm.encoder;

import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Schema;
import java.util.List;

/** What is known of one column: enough to encode its values and to get them back, without the rows that it was fitted to. Immutable. */
public sealed interface ColumnModel permits NumericModel, CategoricalModel {

    /** Ends the name of the column that carries what the encoding itself would lose. */
    String OVERFLOW = "_overflow";

    /** Ends the name of the indicator of missing values. */
    String MISSING = "_missing";

    /** Ends the name of the indicator of NaN. */
    String NAN = "_nan";

    /** Ends the name of the indicator of categories that were not there when the model was fitted. */
    String UNSEEN = "_unseen";

    /**
     * Returns the name of the column.
     *
     * @return the name
     */
    String name();

    /**
     * Returns the type of the column, which is the type of what comes back.
     *
     * @return the type
     */
    ColumnType type();

    /**
     * Returns how many rows there were when the model was fitted.
     *
     * @return the number, rows without a value included
     */
    long rows();

    /**
     * Returns how many one-hot columns there are.
     *
     * @return the number, fixed with the model
     */
    int width();

    /**
     * Returns the columns that the column is encoded to: value, one-hot columns by rank, overflow, indicators; those of them that the
     * model has.
     *
     * @return names and types, in order
     */
    List<Schema.Field> outputs();
}
