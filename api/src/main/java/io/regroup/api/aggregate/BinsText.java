package io.regroup.api.aggregate;

import io.regroup.api.InvalidArgumentException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How bins are written. */
final class BinsText {

    static final Pattern PATTERN =
            Pattern.compile("\\s*(?:width\\s+(?<width>\\S+)|(?<breaks>[^a-z]\\S*(?:\\s*,\\s*\\S+)*?))"
                    + "(?:\\s+closed\\s+(?:(?<left>left)|right))?\\s*");

    private BinsText() {}

    static InvalidArgumentException fault(String text, @Nullable NumberFormatException cause) {
        String message = "bins \"" + text.strip()
                + "\": expected breaks, as in 0, 1, 2, 5, or a width, as in width 0.5; with closed left at the end, bins have"
                + " their left border";
        return cause == null ? new InvalidArgumentException(message) : new InvalidArgumentException(message, cause);
    }
}
