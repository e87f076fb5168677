package io.regroup.api.aggregate;

import io.regroup.api.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a list such as {@code mean(x), q = quantile("a, b", 0.9)}. */
final class AggregateParser {

    private static final String WORD = "\\s*(?:\"((?:[^\"]|\"\")*)\"|([^\",()=]+?))\\s*";
    private static final Pattern ITEM =
            Pattern.compile("(?:" + WORD + "=)?\\s*([A-Za-z_]+)\\s*\\(" + WORD + "(?:,([^,()]*))?\\)\\s*(,|$)");
    private static final Pattern PLAIN = Pattern.compile("[^\",()=\\s](?:[^\",()=]*[^\",()=\\s])?");

    private final String text;

    AggregateParser(String text) {
        this.text = text;
    }

    List<Aggregate> parse() {
        List<Aggregate> aggregates = new ArrayList<>();
        Matcher item = ITEM.matcher(text);
        boolean more = true;
        for (int at = 0; more; at = item.end()) {
            if (!item.region(at, text.length()).lookingAt()) {
                throw new InvalidArgumentException(
                        "aggregate \"" + text.substring(at).strip()
                                + "\": expected a function of a column, as in mean(x), quantile(x, 0.9) or m = mean(x);"
                                + " put a name that has a comma, parenthesis or equals sign in double quotes");
            }
            aggregates.add(aggregate(item));
            more = item.group(7).equals(",");
        }
        return aggregates;
    }

    private static Aggregate aggregate(Matcher item) {
        String word = item.group(3);
        boolean skipping = word.startsWith(AggregateFunction.SKIPPING);
        AggregateFunction function =
                AggregateFunction.named(skipping ? word.substring(AggregateFunction.SKIPPING.length()) : word);
        String number = item.group(6);
        return new Aggregate(
                function,
                word(item.group(4), item.group(5)),
                number == null ? Aggregate.defaultParameter(function) : number(word, number.strip()),
                skipping,
                item.group(1) == null && item.group(2) == null ? null : word(item.group(1), item.group(2)));
    }

    private static String word(@Nullable String quoted, @Nullable String plain) {
        return quoted != null ? quoted.replace("\"\"", "\"") : plain == null ? "" : plain;
    }

    private static double number(String function, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(
                    "aggregate " + function + ": the parameter after the column: expected a number, got \"" + text
                            + "\"",
                    e);
        }
    }

    /** Writes a name so that it is read as one. */
    static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
