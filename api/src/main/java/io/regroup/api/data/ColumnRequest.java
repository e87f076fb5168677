package io.regroup.api.data;

/**
 * Asks a dataset for a column.
 *
 * @param name the column
 * @param access how its values are wanted
 */
public record ColumnRequest(String name, Access access) {

    /** How values are wanted. */
    public enum Access {
        /** As doubles: {@link Column#copyDoubles} works. Only for numeric columns. */
        NUMBER,
        /** As they are: the column in the block has the type that the schema says. */
        VALUE
    }

    /**
     * Asks for doubles.
     *
     * @param name a numeric column
     * @return the request
     */
    public static ColumnRequest number(String name) {
        return new ColumnRequest(name, Access.NUMBER);
    }

    /**
     * Asks for values as they are.
     *
     * @param name any column
     * @return the request
     */
    public static ColumnRequest value(String name) {
        return new ColumnRequest(name, Access.VALUE);
    }
}
