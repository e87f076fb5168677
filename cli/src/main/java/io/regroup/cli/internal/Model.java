package io.regroup.cli.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one fit explains by what: {@code dy ~ x, z}, or {@code _own: dz ~ z} with a suffix for its result columns.
 *
 * @param suffix its own suffix, or null for that of {@code --suffix}
 * @param targets the columns to explain
 * @param features the columns that explain; none for the intercept alone
 */
record Model(@Nullable String suffix, List<ColumnItem> targets, List<ColumnItem> features) {

    /** The option that gives models. */
    static final String OPTION = "--model";

    private static final Pattern SUFFIX =
            Pattern.compile("\\s*(?<suffix>[\\p{L}\\p{N}_.-]+)\\s*:(?!:)(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern SIDES =
            Pattern.compile("(?<left>(?:[^~\"]|\"[^\"]*\")*)~(?<right>.*)", Pattern.DOTALL);

    /**
     * Takes a model apart. Both sides are lists of columns, see {@link ColumnItem}.
     *
     * @param text as it was given
     * @throws InvalidArgumentException if there is no tilde, or nothing before it
     */
    static Model parse(String text) {
        Matcher named = SUFFIX.matcher(text);
        String suffix = named.matches() ? named.group("suffix") : null;
        Matcher sides = SIDES.matcher(suffix == null ? text : named.group("rest"));
        if (!sides.matches() || sides.group("left").isBlank()) {
            throw new InvalidArgumentException(
                    OPTION + ": expected TARGETS ~ FEATURES, as in \"dy ~ x, z\", got \"" + text + "\"");
        }
        String right = sides.group("right");
        return new Model(
                suffix,
                ColumnItem.parse(OPTION, List.of(sides.group("left"))),
                right.isBlank() ? List.of() : ColumnItem.parse(OPTION, List.of(right)));
    }

    /** Returns all its columns. */
    List<ColumnItem> items() {
        return Stream.concat(targets.stream(), features.stream()).toList();
    }

    List<String> targetNames() {
        return names(targets);
    }

    List<String> featureNames() {
        return names(features);
    }

    private static List<String> names(List<ColumnItem> items) {
        return items.stream().map(ColumnItem::name).toList();
    }

    /** Writes the model of a fit for people. */
    static String text(FitSpec fit) {
        List<String> right = new ArrayList<>(fit.features());
        if (right.isEmpty()) {
            right.add("the intercept alone");
        } else if (!fit.intercept()) {
            right.add("no intercept");
        }
        return fit.suffix() + ": " + String.join(", ", fit.targets()) + " ~ " + String.join(", ", right);
    }
}
