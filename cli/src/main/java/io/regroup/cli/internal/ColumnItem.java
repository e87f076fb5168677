package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One item of a list of columns: a name, or a named SQL expression such as {@code z = atan2(y, x)}.
 *
 * @param name the column's name
 * @param expression the SQL that computes it, or null if the input has it
 */
record ColumnItem(String name, @Nullable String expression) {

    private static final String QUOTED = "\"(?<quoted>(?:[^\"]|\"\")*)\"";

    /** A name and one equals sign: {@code a == b}, {@code a <= b} and {@code a >= b} are not meant. */
    private static final Pattern EXPRESSION =
            Pattern.compile("\\s*(?:" + QUOTED + "|(?<plain>[\\p{L}\\p{N}_.]+))\\s*=(?!=)(?<sql>.*)", Pattern.DOTALL);

    private static final Pattern NAME =
            Pattern.compile("\\s*(?:" + QUOTED + "\\s*|(?<plain>[^,\"][^,]*)?)(?<end>,|$)", Pattern.DOTALL);

    /** What only an expression would have, if a column is not called so by chance. */
    private static final Pattern OPERATOR = Pattern.compile("[-+*/%()<>=!|&]");

    /**
     * Takes the values of a list option apart: names between commas, which may be in double quotes; from an item that
     * begins with {@code name =}, everything to the end is one expression.
     *
     * @param option the option's name, for messages
     * @param values what was given, one string for each time the option occurs
     * @return the items in order
     * @throws InvalidArgumentException if an item is empty or a quote is not closed
     */
    static List<ColumnItem> parse(String option, List<String> values) {
        List<ColumnItem> items = new ArrayList<>();
        values.forEach(value -> parse(option, value, items));
        return items;
    }

    /**
     * Returns the names of the items alone.
     *
     * @param option the option's name, for messages
     * @param values what was given
     * @return the names in order
     * @throws InvalidArgumentException as for {@link #parse(String, List)}
     */
    static List<String> names(String option, List<String> values) {
        return parse(option, values).stream().map(ColumnItem::name).toList();
    }

    /**
     * Finds the columns that are computed.
     *
     * @param items the items of each option
     * @return the columns with their expressions
     * @throws InvalidArgumentException if two expressions have one name
     */
    static Map<String, String> expressions(Map<String, List<ColumnItem>> items) {
        Map<String, String> expressions = new LinkedHashMap<>();
        items.forEach((option, ofOption) -> {
            for (ColumnItem item : ofOption) {
                String expression = item.expression();
                if (expression != null) {
                    String other = expressions.putIfAbsent(item.name(), expression);
                    if (other != null && !other.equals(expression)) {
                        throw new InvalidArgumentException(option + ": " + item.name() + " is computed twice, as "
                                + other + " and as " + expression + "; give one of the two another name");
                    }
                }
            }
        });
        return expressions;
    }

    private static void parse(String option, String value, List<ColumnItem> items) {
        Matcher expression = EXPRESSION.matcher(value);
        Matcher name = NAME.matcher(value);
        for (int at = 0; ; at = name.end()) {
            if (expression.region(at, value.length()).matches()) {
                String sql = expression.group("sql").strip();
                if (sql.isEmpty()) {
                    throw new InvalidArgumentException(
                            option + ": nothing after the equals sign of \"" + value.strip() + "\"");
                }
                items.add(new ColumnItem(requireName(option, value, name(expression)), sql));
                return;
            }
            if (!name.region(at, value.length()).lookingAt()) {
                throw new InvalidArgumentException(option + ": the double quotes in " + value
                        + " do not enclose a name; write \"\" for a quote inside a name");
            }
            items.add(new ColumnItem(requireName(option, value, name(name)), null));
            if (name.group("end").isEmpty()) {
                return;
            }
        }
    }

    private static @Nullable String name(Matcher matcher) {
        String quoted = matcher.group("quoted");
        String plain = matcher.group("plain");
        return quoted != null ? quoted.replace("\"\"", "\"") : plain == null ? null : plain.strip();
    }

    private static String requireName(String option, String value, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new InvalidArgumentException(option + ": a column name is empty in \"" + value + "\"");
        }
        return name;
    }

    /** Tells whether somebody probably meant an expression but gave it no name. */
    boolean looksLikeExpression() {
        return expression == null && OPERATOR.matcher(name).find();
    }
}
