package io.regroup.nonlinear.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.spi.OptionDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options whose values are names, formulas, or numbers by name. */
enum Option {
    MODEL("model", "none", "a named model: " + String.join(", ", NamedModels.names())),
    FORMULA("formula", "none", "a model as text, such as a * exp(-b*x) + c; features are its variables"),
    PARAMETERS("parameters", "those of start", "the formula's parameters, such as a,b,c, in the order of columns"),
    START("start", "estimated for a named model, else 1", "where parameters begin, such as a=1,b=0.5"),
    LOWER("lower", "the model's", "the lowest values of parameters, such as a=0"),
    UPPER("upper", "the model's", "the highest values of parameters, such as a=100,b=5");

    private final String text;
    private final String byDefault;
    private final String meaning;

    Option(String text, String byDefault, String meaning) {
        this.text = text;
        this.byDefault = byDefault;
        this.meaning = meaning;
    }

    OptionDescription description() {
        return new OptionDescription(text, byDefault, meaning);
    }

    /** Reads text; null if none is given. */
    @Nullable
    String of(FitSpec spec) {
        return spec.fitterOptions().get(text);
    }

    /** Reads names that are separated by commas; none if the option is not given. */
    List<String> names(FitSpec spec) {
        String given = of(spec);
        return given == null ? List.of() : List.of(given.strip().split("\\s*,\\s*", -1));
    }

    /** Reads numbers by name, in the order given; none if the option is not given. */
    Map<String, Double> numbers(FitSpec spec) {
        String given = of(spec);
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (given == null) {
            return numbers;
        }
        for (String part : given.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new InvalidArgumentException(
                        text + ": expected NAME=NUMBER, several of them separated by commas, got " + given);
            }
            String name = part.substring(0, equals).strip();
            if (numbers.put(name, number(name, part.substring(equals + 1).strip())) != null) {
                throw new InvalidArgumentException(text + ": " + name + " is given twice; give it once");
            }
        }
        return numbers;
    }

    private double number(String name, String given) {
        try {
            double value = switch (given) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(given);
            };
            if (!Double.isNaN(value)) {
                return value;
            }
        } catch (NumberFormatException _) {
            // as bad as NaN
        }
        throw new InvalidArgumentException(text + ": expected a number for " + name + ", got " + given);
    }

    @Override
    public String toString() {
        return text;
    }
}
