package io.regroup.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One element of the public api that is not as it is on record.
 *
 * @param name the element
 * @param before its declaration on record; null if it is new
 * @param after its declaration now; null if it is gone
 * @param place the declaration of the type that it is in, as it is now; empty for types and directives
 */
record ApiChange(
        String name, @Nullable String before, @Nullable String after, String place) {

    private static final Pattern ANNOTATION = Pattern.compile("@\\w[\\w.]* ?");

    /** Finds what differs, in the order of names. */
    static List<ApiChange> between(SortedMap<String, String> before, SortedMap<String, String> after) {
        List<ApiChange> changes = new ArrayList<>();
        after.forEach((name, declaration) -> {
            if (!declaration.equals(before.get(name))) {
                changes.add(new ApiChange(name, before.get(name), declaration, place(name, after)));
            }
        });
        before.forEach((name, declaration) -> {
            if (!after.containsKey(name)) {
                changes.add(new ApiChange(name, declaration, null, place(name, after)));
            }
        });
        return changes;
    }

    private static String place(String name, Map<String, String> elements) {
        return elements.getOrDefault(typeOf(name), "");
    }

    /** The type that a member is in; empty for directives of modules. */
    static String typeOf(String name) {
        if (name.contains(" ")) {
            return "";
        }
        String path = name.contains("(") ? name.substring(0, name.indexOf('(')) : name;
        return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
    }

    /** Says who will feel it. */
    String verdict() {
        if (after == null) {
            return "incompatible: breaks who uses it";
        }
        if (before != null) {
            return withoutAnnotations(before).equals(withoutAnnotations(after))
                    ? "compatible in class files; nullness or other annotations differ for compilers"
                    : "incompatible: breaks who uses it as it was";
        }
        if (name.startsWith("module ")) {
            return name.contains(" requires ") && !after.contains("static")
                    ? "compatible, but who uses the module needs another one"
                    : "compatible";
        }
        if (after.contains("abstract ") && !place.isEmpty() && !place.contains("sealed ")) {
            return "compatible for callers; incompatible for plug-ins and others who implement it";
        }
        if (place.contains("enum")) {
            return "compatible, but for switches that name every constant";
        }
        return "compatible";
    }

    private static String withoutAnnotations(String declaration) {
        return ANNOTATION.matcher(declaration).replaceAll("");
    }

    @Override
    public String toString() {
        String what = before == null ? "added" : after == null ? "removed" : "changed";
        StringBuilder text = new StringBuilder("  " + what + " " + name + "\n");
        if (before != null) {
            text.append("    was  ").append(before).append('\n');
        }
        if (after != null) {
            text.append("    now  ").append(after).append('\n');
        }
        return text.append("    ").append(verdict()).append('\n').toString();
    }
}
