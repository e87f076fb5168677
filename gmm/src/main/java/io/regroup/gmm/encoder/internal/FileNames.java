package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of directories for columns. Letters, digits, {@code _} and {@code -} of ASCII stay, every other byte of UTF-8 becomes {@code %}
 * and two hexadecimal digits. Of names that differ in case alone, which are one to some file systems, all but the first have each of
 * their bytes written so.
 */
final class FileNames {

    private static final int MOST_BYTES = 200;

    private FileNames() {}

    /**
     * Names directories.
     *
     * @param columns distinct names
     * @return one directory per column, in their order
     * @throws InvalidArgumentException if a name is too long for a directory
     */
    static List<String> of(List<String> columns) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = escaped(column, false);
            if (!taken.add(name.toLowerCase(Locale.ROOT))) {
                name = escaped(column, true);
                taken.add(name.toLowerCase(Locale.ROOT));
            }
            if (name.length() > MOST_BYTES) {
                throw new InvalidArgumentException("column " + column + ": its name is too long for a directory ("
                        + name.length() + " bytes, at most " + MOST_BYTES + "); rename it");
            }
            names.add(name);
        }
        return names;
    }

    private static String escaped(String column, boolean everything) {
        StringBuilder name = new StringBuilder();
        for (byte octet : column.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain =
                    c == '_' || c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (plain && !everything) {
                name.append(c);
            } else {
                name.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            }
        }
        return name.toString();
    }
}
