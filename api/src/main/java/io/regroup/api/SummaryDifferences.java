package io.regroup.api;

import io.regroup.api.data.Schema;
import io.regroup.api.result.FitSummary;
import io.regroup.api.result.SummaryHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds out in what summaries differ that are to be combined: whatever changes a number, or its name, must be the same. */
final class SummaryDifferences {

    private SummaryDifferences() {}

    /** Compares all with the first. */
    static void requireNone(List<? extends FitSummary> summaries) {
        FitSummary first = summaries.get(0);
        Map<String, String> expected = parts(first.header());
        int others = 0;
        String message = null;
        for (FitSummary summary : summaries) {
            List<String> differences = differences(parts(summary.header()), expected);
            if (!differences.isEmpty() && message == null) {
                message = summary.description() + ": is of another fit than " + first.description() + ": "
                        + String.join("; ", differences);
            } else if (!differences.isEmpty()) {
                others++;
            }
        }
        if (message != null) {
            throw new InvalidArgumentException(message
                    + (others == 0 ? "" : "; " + others + (others == 1 ? " more differs" : " more differ"))
                    + "; combine summaries that were saved with the same options");
        }
    }

    private static List<String> differences(Map<String, String> parts, Map<String, String> expected) {
        List<String> differences = new ArrayList<>();
        parts.forEach((name, value) -> {
            String other = String.valueOf(expected.get(name));
            if (!value.equals(other)) {
                differences.add(name + " is " + value + ", not " + other);
            }
        });
        return differences;
    }

    /** Everything that must agree, in words. */
    private static Map<String, String> parts(SummaryHeader header) {
        FitSpec spec = header.spec();
        Map<String, String> parts = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        for (Schema.Field key : header.keys()) {
            keys.add(key.name() + " (" + key.type() + ")");
        }
        List<String> minRows = new ArrayList<>();
        for (int t = 0; t < spec.targets().size(); t++) {
            minRows.add(String.valueOf(spec.minRows(t)));
        }
        Map<String, String> computed = new TreeMap<>(header.origin().computed());
        parts.put("group by", list(keys));
        parts.put("target", list(spec.targets()));
        parts.put("feature", list(spec.features()));
        parts.put("weight", orNone(spec.weight()));
        parts.put("where", orNone(header.origin().condition()));
        parts.put("computed", list(equations(computed)));
        parts.put("fitter", spec.fitter());
        parts.put("fitter option", list(equations(new TreeMap<>(spec.fitterOptions()))));
        parts.put("intercept", spec.intercept() ? "yes" : "no");
        parts.put("min rows", list(minRows));
        parts.put("row use", spec.rowUse().name().toLowerCase(Locale.ROOT));
        parts.put("naming", spec.naming().name().toLowerCase(Locale.ROOT));
        parts.put("suffix", '"' + spec.suffix() + '"');
        parts.put("form", header.form() + " of version " + header.formVersion());
        return parts;
    }

    private static List<String> equations(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .toList();
    }

    private static String orNone(@Nullable String value) {
        return value == null ? "none" : value;
    }

    private static String list(List<String> values) {
        return values.isEmpty() ? "none" : String.join(", ", values);
    }
}
