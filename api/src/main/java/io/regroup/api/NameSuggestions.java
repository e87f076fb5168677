package io.regroup.api;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Words for messages about a name that does not exist: the nearest one that does, and all that do. */
public final class NameSuggestions {

    private static final int MOST_NAMES = 30;

    private NameSuggestions() {}

    /**
     * Says what could have been meant.
     *
     * @param name what was given
     * @param existing what exists
     * @return for instance {@code did you mean deltaY? There are: deltaY, deltaZ, x}
     */
    public static String suggest(String name, Collection<String> existing) {
        if (existing.isEmpty()) {
            return "there are none";
        }
        String list = "there are: "
                + String.join(", ", existing.stream().limit(MOST_NAMES).toList())
                + (existing.size() > MOST_NAMES ? ", … (" + existing.size() + " in all)" : "");
        return nearest(name, existing)
                        .map(near -> "did you mean " + near + "? ")
                        .orElse("")
                + list;
    }

    /**
     * Finds the existing name with the smallest edit distance, if that is small for the length.
     *
     * @param name what was given
     * @param existing what exists
     * @return the nearest name, or empty if none is near
     */
    public static Optional<String> nearest(String name, Collection<String> existing) {
        String best = null;
        int bestDistance = 1 + Math.max(1, name.length() / 3);
        for (String candidate : existing) {
            int distance = candidate.equalsIgnoreCase(name) ? 0 : distance(lower(name), lower(candidate));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Levenshtein distance with one row of the table. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
