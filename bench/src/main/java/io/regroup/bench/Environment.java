package io.regroup.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the measurements were made on. */
final class Environment {

    private static final String VERSIONS = "versions.properties";

    private Environment() {}

    /** Describes machine, Java and libraries, name by name. */
    static Map<String, String> describe() throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", first("/proc/cpuinfo", "model name", System.getProperty("os.arch")));
        facts.put("processors available", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", memory());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put(
                "flags",
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> flag.startsWith("-X") || flag.startsWith("--"))
                        .map(flag -> "`" + flag + "`")
                        .collect(Collectors.joining(" ")));
        Properties versions = versions();
        facts.put("Regroup", versions.getProperty("regroup"));
        facts.put("DuckDB", DuckDb.version());
        facts.put("Commons Math", versions.getProperty("commons-math"));
        facts.put("Smile", versions.getProperty("smile"));
        facts.put("JMH", versions.getProperty("jmh"));
        return facts;
    }

    private static Properties versions() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = Environment.class.getResourceAsStream(VERSIONS)) {
            if (in == null) {
                throw new IOException(VERSIONS + ": missing beside " + Environment.class.getName());
            }
            versions.load(in);
        }
        return versions;
    }

    private static String memory() throws IOException {
        String kibibytes = first("/proc/meminfo", "MemTotal", "").replaceAll("\\D", "");
        String heap =
                String.format(Locale.ROOT, "heap %.1f GiB", Runtime.getRuntime().maxMemory() * 0x1p-30);
        return kibibytes.isEmpty()
                ? heap
                : String.format(Locale.ROOT, "%.1f GiB, %s", Long.parseLong(kibibytes) * 0x1p-20, heap);
    }

    /** Finds a line "name : value" in one of the files in which Linux tells about itself. */
    private static String first(String file, String name, String otherwise) throws IOException {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            return otherwise;
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        }
    }
}
