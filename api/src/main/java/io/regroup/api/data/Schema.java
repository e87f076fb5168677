package io.regroup.api.data;

import io.regroup.api.InvalidArgumentException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names and types of a table's columns, in order. Immutable. */
public final class Schema implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * One column.
     *
     * @param name its name, not empty
     * @param type its type
     */
    public record Field(String name, ColumnType type) implements Serializable {}

    @SuppressWarnings("serial") // List.copyOf gives a serializable list
    private final List<Field> fields;

    private final HashMap<String, Integer> positions = new HashMap<>();

    /**
     * Makes a schema.
     *
     * @param fields the columns in order
     * @throws InvalidArgumentException if a name is empty or occurs twice
     */
    public Schema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).name();
            if (name.isEmpty()) {
                throw new InvalidArgumentException("column " + (i + 1) + ": the name is empty; give it one");
            }
            if (positions.put(name, i) != null) {
                throw new InvalidArgumentException("column " + name + ": occurs twice; rename one of the two");
            }
        }
    }

    /**
     * Returns the columns.
     *
     * @return an immutable list, in order
     */
    public List<Field> fields() {
        return fields;
    }

    /**
     * Returns the names of the columns.
     *
     * @return an immutable list, in order
     */
    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /**
     * Finds a column.
     *
     * @param name its exact name
     * @return its position from 0, or -1 if there is none
     */
    public int indexOf(String name) {
        return positions.getOrDefault(name, -1);
    }

    /**
     * Finds a column's type.
     *
     * @param name its exact name
     * @return the type, or null if there is no such column
     */
    public @Nullable ColumnType typeOf(String name) {
        int index = indexOf(name);
        return index < 0 ? null : fields.get(index).type();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schema schema && fields.equals(schema.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
