package io.regroup.api.spi;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An option of a fitter, with its name, default and range in one place: it describes itself, and reads itself from a
 * specification.
 *
 * <pre>{@code
 * private static final FitterOption<Double> RATIO = FitterOption.number(
 *         "variance-ratio", 1, "a number above 0", value -> value > 0, "variance of the target's errors over the feature's");
 * }</pre>
 *
 * @param <T> the type of its value
 */
public final class FitterOption<T> {

    /** Makes a value of text. */
    @FunctionalInterface
    private interface Parser<T> {
        /** Returns the value; null, or an exception about numbers, for text that will not do. */
        @Nullable
        T parse(String text);
    }

    private final String name;
    private final T byDefault;
    private final String expected;
    private final String meaning;
    private final Parser<T> parser;

    private FitterOption(String name, T byDefault, String expected, String meaning, Parser<T> parser) {
        this.name = name;
        this.byDefault = byDefault;
        this.expected = expected;
        this.meaning = meaning;
        this.parser = parser;
    }

    /**
     * Makes an option whose value is a number.
     *
     * @param name lower case, words joined by hyphens
     * @param byDefault what holds when it is not given
     * @param expected what it has to be, for people, such as {@code a number above 0}
     * @param rule whether a number will do; never asked about NaN, which does not
     * @param meaning what it does, for people
     * @return the option
     */
    public static FitterOption<Double> number(
            String name, double byDefault, String expected, DoublePredicate rule, String meaning) {
        return new FitterOption<>(name, byDefault, expected, meaning, text -> {
            double value = Double.parseDouble(text);
            return !Double.isNaN(value) && rule.test(value) ? value : null;
        });
    }

    /**
     * Makes an option whose value is a whole number.
     *
     * @param name lower case, words joined by hyphens
     * @param byDefault what holds when it is not given
     * @param expected what it has to be, for people, such as {@code a whole number from 1}
     * @param rule whether a number will do
     * @param meaning what it does, for people
     * @return the option
     */
    public static FitterOption<Integer> wholeNumber(
            String name, int byDefault, String expected, IntPredicate rule, String meaning) {
        return new FitterOption<>(name, byDefault, expected, meaning, text -> {
            int value = Integer.parseInt(text);
            return rule.test(value) ? value : null;
        });
    }

    /**
     * Makes an option that is true or false.
     *
     * @param name lower case, words joined by hyphens
     * @param byDefault what holds when it is not given
     * @param meaning what it does if true, for people
     * @return the option
     */
    public static FitterOption<Boolean> truth(String name, boolean byDefault, String meaning) {
        return new FitterOption<>(name, byDefault, "true or false", meaning, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    /**
     * Makes an option whose value is one of a few words.
     *
     * @param name lower case, words joined by hyphens
     * @param choices the words, at least one; the first holds when it is not given
     * @param meaning what they do, for people
     * @return the option
     */
    public static FitterOption<String> choice(String name, List<String> choices, String meaning) {
        return new FitterOption<>(
                name,
                choices.get(0),
                String.join(" or ", choices),
                meaning,
                text -> choices.contains(text) ? text : null);
    }

    /**
     * Describes the option, for {@link FitterDescription}.
     *
     * @return its name, default, and its meaning with what it has to be
     */
    public OptionDescription description() {
        return new OptionDescription(name, byDefault.toString(), meaning + ": " + expected);
    }

    /**
     * Reads the option.
     *
     * @param spec what to fit
     * @return the value that is given there, or the default
     * @throws InvalidArgumentException if a value is given that will not do, naming the option, what was expected, and what was
     *     given
     */
    public T of(FitSpec spec) {
        String given = spec.fitterOptions().get(name);
        if (given == null) {
            return byDefault;
        }
        T value = null;
        try {
            value = parser.parse(given.strip());
        } catch (NumberFormatException _) {
            // as bad as a number out of range
        }
        if (value == null) {
            throw new InvalidArgumentException(name + ": expected " + expected + ", got " + given);
        }
        return value;
    }

    @Override
    public String toString() {
        return name;
    }
}
