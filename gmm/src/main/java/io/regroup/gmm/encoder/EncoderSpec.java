package io.regroup.gmm.encoder;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Schema;
import io.regroup.gmm.MixtureSpec;
import io.regroup.gmm.encoder.internal.StoredText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which columns are encoded, and how. Immutable.
 *
 * <pre>{@code
 * EncoderSpec spec = EncoderSpec.builder()
 *         .continuous("V1", "V2")
 *         .log("Amount")
 *         .categorical("Class")
 *         .mixed("Debt", "0", "missing")
 *         .build();
 * }</pre>
 *
 * @param columns at least one, each once
 * @param leastWeight a component that weighs no more is left out, from 0 to below 1
 * @param assignment which component stands for a value
 * @param missing which columns have indicators for missing values
 * @param unseen what becomes of unseen categories
 * @param mostCategories a categorical column with more distinct values fails, at least 1
 * @param strictClip whether values are cut off at ±0.99 as CTAB-GAN does, with loss, and there is no overflow column
 * @param seed where random draws start
 * @param mixture how mixtures are fitted
 */
public record EncoderSpec(
        List<EncodedColumn> columns,
        double leastWeight,
        Assignment assignment,
        MissingValues missing,
        UnseenCategories unseen,
        int mostCategories,
        boolean strictClip,
        long seed,
        MixtureSpec mixture) {

    private static final Pattern SUFFIX = Pattern.compile("_(\\d+|overflow|missing|nan|unseen)");

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if there is no column, one is named twice, names of results would clash, or a number is out of
     *     range
     */
    public EncoderSpec {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new InvalidArgumentException(
                    "columns: none given; name those to encode, continuous, categorical, mixed or log");
        }
        requireDistinct(columns);
        if (!(leastWeight >= 0 && leastWeight < 1)) {
            throw new InvalidArgumentException(
                    "least weight of a component: expected a number from 0 to below 1, got " + leastWeight);
        }
        if (mostCategories < 1) {
            throw new InvalidArgumentException("most categories: expected at least 1, got " + mostCategories);
        }
    }

    private static void requireDistinct(List<EncodedColumn> columns) {
        Map<String, String> names = new HashMap<>();
        for (EncodedColumn column : columns) {
            if (names.put(column.name().toLowerCase(Locale.ROOT), column.name()) != null) {
                throw new InvalidArgumentException(
                        "column " + column.name() + ": given twice; encode each column in one way");
            }
        }
        for (EncodedColumn column : columns) {
            String lower = column.name().toLowerCase(Locale.ROOT);
            names.forEach((other, name) -> {
                if (lower.startsWith(other)
                        && SUFFIX.matcher(lower.substring(other.length())).matches()) {
                    throw new InvalidArgumentException("column " + column.name() + ": a column that " + name
                            + " is encoded to may have this name; rename one of the two");
                }
            });
        }
    }

    /**
     * Checks whether the columns of some rows can be encoded.
     *
     * @param schema the columns that there are
     * @param source names the rows for messages
     * @throws InvalidArgumentException if a column does not exist or has no type for it, or a modal value is none of its type
     */
    public void check(Schema schema, String source) {
        for (EncodedColumn column : columns) {
            ColumnType type = schema.typeOf(column.name());
            if (type == null) {
                throw new InvalidArgumentException("column " + column.name() + ": not in " + source + "; "
                        + NameSuggestions.suggest(column.name(), schema.names()));
            }
            boolean number = column.kind() != EncodedColumn.Kind.CATEGORICAL;
            if (number ? !type.isNumeric() : !type.isKey()) {
                throw new InvalidArgumentException("column " + column.name() + ": expected "
                        + (number ? "numbers" : "a number, a text, a boolean, a date or a time") + ", got " + type
                        + (number && type.isKey() ? "; encode it as categorical" : "; leave it out"));
            }
            Set<String> modal = new HashSet<>();
            for (String value : column.modal()) {
                String what = "column " + column.name() + ", modal value";
                if (!value.equals(EncodedColumn.MISSING) && !modal.add(StoredText.normal(type, value, what))) {
                    throw new InvalidArgumentException(
                            what + ": " + value + " is given twice in " + column.modal() + "; give it once");
                }
            }
        }
    }

    /**
     * Counts the columns of numbers, to which mixtures are fitted.
     *
     * @return how many columns are not categorical
     */
    public int numericColumns() {
        return (int) columns.stream()
                .filter(column -> column.kind() != EncodedColumn.Kind.CATEGORICAL)
                .count();
    }

    /**
     * Finds out how a column is encoded.
     *
     * @param name a column
     * @return its part of the specification
     * @throws InvalidArgumentException if it is not encoded
     */
    public EncodedColumn column(String name) {
        for (EncodedColumn column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        throw new InvalidArgumentException("column " + name + ": is not encoded; "
                + NameSuggestions.suggest(
                        name, columns.stream().map(EncodedColumn::name).toList()));
    }

    /**
     * Starts a specification.
     *
     * @return a builder with no column and all defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what is wanted. Not for several threads. */
    public static final class Builder {

        private final List<EncodedColumn> columns = new ArrayList<>();
        private double leastWeight = 0.005;
        private Assignment assignment = Assignment.SAMPLE;
        private MissingValues missing = MissingValues.AUTO;
        private UnseenCategories unseen = UnseenCategories.ERROR;
        private int mostCategories = 1000;
        private boolean strictClip;
        private long seed;
        private MixtureSpec mixture = MixtureSpec.builder().components(10).build();

        private Builder() {}

        /**
         * Adds columns that are encoded by a mixture.
         *
         * @param names columns of numbers
         * @return this
         */
        public Builder continuous(String... names) {
            return add(EncodedColumn.Kind.CONTINUOUS, names);
        }

        /**
         * Adds columns that are encoded by a mixture of their logarithms.
         *
         * @param names columns of numbers
         * @return this
         */
        public Builder log(String... names) {
            return add(EncodedColumn.Kind.LOG, names);
        }

        /**
         * Adds columns of categories.
         *
         * @param names columns of any type
         * @return this
         */
        public Builder categorical(String... names) {
            return add(EncodedColumn.Kind.CATEGORICAL, names);
        }

        private Builder add(EncodedColumn.Kind kind, String... names) {
            for (String name : names) {
                columns.add(new EncodedColumn(name, kind, List.of()));
            }
            return this;
        }

        /**
         * Adds a column of which some values stand for themselves.
         *
         * @param name a column of numbers
         * @param modal these values as text, in any order; {@code missing} stands for missing values
         * @return this
         */
        public Builder mixed(String name, String... modal) {
            columns.add(new EncodedColumn(name, EncodedColumn.Kind.MIXED, Arrays.asList(modal)));
            return this;
        }

        /**
         * Sets the weight up to which components are left out; 0.005 by default.
         *
         * @param weight from 0 to below 1
         * @return this
         */
        public Builder leastWeight(double weight) {
            leastWeight = weight;
            return this;
        }

        /**
         * Sets which component stands for a value; by default one that is drawn.
         *
         * @param choice which
         * @return this
         */
        public Builder assignment(Assignment choice) {
            assignment = choice;
            return this;
        }

        /**
         * Sets which columns have indicators for missing values; by default those in which such values occur.
         *
         * @param choice which
         * @return this
         */
        public Builder missing(MissingValues choice) {
            missing = choice;
            return this;
        }

        /**
         * Sets what becomes of unseen categories; by default they are an error.
         *
         * @param choice what
         * @return this
         */
        public Builder unseen(UnseenCategories choice) {
            unseen = choice;
            return this;
        }

        /**
         * Sets how many categories a column may have; 1000 by default.
         *
         * @param count at least 1
         * @return this
         */
        public Builder mostCategories(int count) {
            mostCategories = count;
            return this;
        }

        /**
         * Sets whether values are cut off at ±0.99; they are not by default.
         *
         * @param strict whether they are, with loss
         * @return this
         */
        public Builder strictClip(boolean strict) {
            strictClip = strict;
            return this;
        }

        /**
         * Sets where random draws start; 0 by default.
         *
         * @param number any
         * @return this
         */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /**
         * Sets how mixtures are fitted; 10 components by default, all else as {@link MixtureSpec} has it.
         *
         * @param spec how
         * @return this
         */
        public Builder mixture(MixtureSpec spec) {
            mixture = spec;
            return this;
        }

        /**
         * Makes the specification.
         *
         * @return the specification
         * @throws InvalidArgumentException if there is no column, one is named twice, names of results would clash, or a number is out
         *     of range
         */
        public EncoderSpec build() {
            return new EncoderSpec(
                    columns, leastWeight, assignment, missing, unseen, mostCategories, strictClip, seed, mixture);
        }
    }
}
