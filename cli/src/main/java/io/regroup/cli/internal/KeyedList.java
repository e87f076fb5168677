package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column and what is said of it, as in {@code x: 0, 1, 2}.
 *
 * @param column the column's name, which may be in double quotes
 * @param text what stands behind the colon
 */
record KeyedList(String column, String text) {

    private static final String QUOTED = "\"(?<quoted>(?:[^\"]|\"\")*)\"";
    private static final Pattern KEYED =
            Pattern.compile("\\s*(?:" + QUOTED + "|(?<plain>[^:\"]+?))\\s*:(?<text>.*)", Pattern.DOTALL);
    private static final Pattern VALUE =
            Pattern.compile("\\s*(?:" + QUOTED + "|(?<plain>[^,\"]*?))\\s*(?<end>,|$)", Pattern.DOTALL);

    static KeyedList parse(String option, String value, String example) {
        Matcher matcher = KEYED.matcher(value);
        if (!matcher.matches()) {
            throw new InvalidArgumentException(
                    option + ": expected a column and a colon, as in \"" + example + "\", got \"" + value + "\"");
        }
        return new KeyedList(word(matcher), matcher.group("text").strip());
    }

    /** Takes the text apart at its commas; a value may be in double quotes. */
    List<String> values(String option) {
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(text);
        boolean more = true;
        for (int at = 0; more; at = value.end()) {
            if (!value.region(at, text.length()).lookingAt()) {
                throw new InvalidArgumentException(option + " " + column + ": the double quotes in " + text
                        + " do not enclose a value; write \"\" for a quote inside one");
            }
            if (value.group("quoted") == null && word(value).isEmpty()) {
                throw new InvalidArgumentException(
                        option + " " + column + ": a value is empty in \"" + text + "\"; write \"\" for empty text");
            }
            values.add(word(value));
            more = !value.group("end").isEmpty();
        }
        return values;
    }

    private static String word(Matcher matcher) {
        @Nullable String quoted = matcher.group("quoted");
        return quoted != null ? quoted.replace("\"\"", "\"") : matcher.group("plain");
    }
}
