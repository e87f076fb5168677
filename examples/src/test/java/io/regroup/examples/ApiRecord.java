package io.regroup.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The public api of a module as it was accepted: a text file, each element on a line, its declaration on the next. */
final class ApiRecord {

    private static final String INDENT = "    ";

    private final Path file;
    private final SortedMap<String, String> elements;

    private ApiRecord(Path file, SortedMap<String, String> elements) {
        this.file = file;
        this.elements = elements;
    }

    /** Reads what is on record; nothing is, of a new module. */
    static ApiRecord read(Path file) throws IOException {
        SortedMap<String, String> elements = new TreeMap<>();
        if (Files.exists(file)) {
            String name = "";
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(INDENT)) {
                    elements.put(name, line.strip());
                } else {
                    name = line;
                    elements.put(name, "");
                }
            }
        }
        return new ApiRecord(file, elements);
    }

    /** What differs now. */
    List<ApiChange> changes(SortedMap<String, String> now) {
        return ApiChange.between(elements, now);
    }

    /**
     * Puts those changes on record that were accepted by name. Whoever accepts a type, or a module, that is new or gone,
     * accepts what is in it.
     *
     * @return the others
     */
    List<ApiChange> accept(List<ApiChange> changes, Set<String> names) throws IOException {
        List<ApiChange> others = new ArrayList<>();
        for (ApiChange change : changes) {
            if (!isAccepted(change, changes, names)) {
                others.add(change);
            } else if (change.after() == null) {
                elements.remove(change.name());
            } else {
                elements.put(change.name(), change.after());
            }
        }
        if (others.size() < changes.size()) {
            write();
        }
        return others;
    }

    /** The fewest names that accept all changes. */
    static List<String> names(List<ApiChange> changes) {
        return changes.stream()
                .filter(change -> changes.stream().noneMatch(whole -> covers(whole, change)))
                .map(ApiChange::name)
                .toList();
    }

    private static boolean isAccepted(ApiChange change, List<ApiChange> changes, Set<String> names) {
        return names.contains(change.name())
                || changes.stream().anyMatch(whole -> names.contains(whole.name()) && covers(whole, change));
    }

    /** Whether one element is a type or module that comes or goes with another in it. */
    private static boolean covers(ApiChange whole, ApiChange part) {
        boolean comesOrGoes = whole.before() == null || whole.after() == null;
        boolean holds = part.name().startsWith(whole.name() + ".")
                || (whole.name().matches("module \\S+") && !part.name().equals(whole.name()));
        return comesOrGoes && holds;
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder();
        elements.forEach((name, declaration) -> {
            text.append(name).append('\n');
            if (!declaration.isEmpty()) {
                text.append(INDENT).append(declaration).append('\n');
            }
        });
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
