package io.regroup.cli;

import io.regroup.api.data.Block;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.ColumnRequest;
import io.regroup.cli.internal.RegroupCommand;
import io.regroup.tables.TableSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the command as a user would, inside this process, and reads what it wrote. */
final class Cli {

    /** What a run left behind. */
    record Outcome(int code, String out, String err) {}

    private Cli() {}

    static Outcome run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int code = RegroupCommand.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(texts);
        return new Outcome(code, out.toString(), err.toString());
    }

    /** Reads all columns of a file by name, in order. */
    static Map<String, List<Object>> read(Path file) {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        try (TableSource source = TableSource.files(List.of(file.toString())).open()) {
            List<String> names = source.schema().names();
            names.forEach(name -> columns.put(name, new ArrayList<>()));
            try (BlockReader reader =
                    source.read(names.stream().map(ColumnRequest::value).toList())) {
                for (Block block = reader.next(); block != null; block = reader.next()) {
                    for (int c = 0; c < names.size(); c++) {
                        for (int row = 0; row < block.rowCount(); row++) {
                            columns.get(names.get(c)).add(block.column(c).get(row));
                        }
                    }
                }
            }
        }
        return columns;
    }

    static List<Double> numbers(Map<String, List<Object>> columns, String name) {
        return columns.get(name).stream()
                .map(value -> value == null ? Double.NaN : ((Number) value).doubleValue())
                .toList();
    }
}
