package io.regroup.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Python library that fits one group at a time, in a process of its own on one core. It gets some of the groups; the time for all
 * is in proportion. Python is the program that {@value #VARIABLE} names, otherwise {@code python3}.
 */
final class PythonContender implements Contender {

    static final String VARIABLE = "REGROUP_PYTHON";

    private static final String SCRIPT = "peers.py";
    private static final String MIXTURE = "mixture";
    private static final long PATIENCE_SECONDS = 60;

    /** Groups that are fitted out of many, and out of the few of a quick look. */
    private static final int MOST_OF_MANY = 500;

    private static final int MOST_OF_FEW = 50;
    private static final int MANY = 50_000;

    private final String name;
    private final String call;
    private final String task;
    private @Nullable Probe probe;

    /** What there is to run: the versions, or why nothing can run. */
    private record Probe(@Nullable Path script, String versions, String obstacle) {}

    private PythonContender(String name, String call, String task) {
        this.name = name;
        this.call = call;
        this.task = task;
    }

    /** Lists all. */
    static List<Contender> all() {
        return List.of(
                new PythonContender("statsmodels", "RLM(y, X, M=HuberT(1.345)).fit()", "huber"),
                new PythonContender("scipy", "curve_fit from the start that Regroup estimates", "exponential"),
                new PythonContender("scikit-learn", "GaussianMixture from one start, by k-means", MIXTURE));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "Python on one core, some of the groups one by one, the time in proportion: " + call + "; "
                + (probe().versions().isEmpty() ? "not found" : probe().versions());
    }

    @Override
    public Kind kind() {
        return Kind.PEER;
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.of(probe().obstacle()).filter(why -> !why.isEmpty());
    }

    @Override
    public boolean suits(Scenario scenario) {
        return scenario.family() == Scenario.Family.MIXTURE
                ? task.equals(MIXTURE)
                : scenario.variant().equals(task);
    }

    @Override
    public boolean samples() {
        return true;
    }

    private static String python() {
        String given = System.getenv(VARIABLE);
        return given == null || given.isEmpty() ? "python3" : given;
    }

    private synchronized Probe probe() {
        Probe known = probe;
        if (known == null) {
            known = look();
            probe = known;
        }
        return known;
    }

    private Probe look() {
        try {
            Path script = Files.createTempFile("regroup-bench", ".py");
            script.toFile().deleteOnExit();
            try (InputStream in = Objects.requireNonNull(PythonContender.class.getResourceAsStream(SCRIPT), SCRIPT)) {
                Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
            }
            Process process = start(List.of(python(), script.toString(), "versions", task));
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean works = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            return works
                    ? new Probe(script, said, "")
                    : new Probe(null, "", python() + " has no " + name + "; name one that has in " + VARIABLE);
        } catch (IOException e) {
            return new Probe(null, "", "there is no " + python() + "; name one in " + VARIABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Probe(null, "", "interrupted");
        }
    }

    /** Libraries are kept from starting threads of their own for matrices of a hundred rows. */
    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", "1");
        environment.put("OPENBLAS_NUM_THREADS", "1");
        environment.put("MKL_NUM_THREADS", "1");
        return builder.start();
    }

    @Override
    public Entry prepare(Scenario scenario, Rows rows, int threads) throws IOException {
        EqualGroups design = (EqualGroups) scenario.rows();
        int[] sample = Answers.sample(design.groups());
        int most = design.groups() >= MANY ? MOST_OF_MANY : MOST_OF_FEW;
        int step = Math.ceilDiv(sample.length, most);
        int count = Math.ceilDiv(sample.length, step);
        int columns = design.columns().size();
        ByteBuffer bytes = ByteBuffer.allocate(columns * Double.BYTES * count * design.rowsPerGroup())
                .order(ByteOrder.nativeOrder());
        DoubleBuffer numbers = bytes.asDoubleBuffer();
        for (int place = 0; place < sample.length; place += step) {
            int from = sample[place] * design.rowsPerGroup();
            for (String column : design.columns()) {
                numbers.put(rows.doubles(column), from, design.rowsPerGroup());
            }
        }
        Path file = Files.createTempFile("regroup-bench", ".doubles");
        Files.write(file, bytes.array());
        return new Server(file, design, rows, count, step);
    }

    private final class Server implements Entry {

        private final Path file;
        private final EqualGroups design;
        private final Rows rows;
        private final int count;
        private final int step;
        private final Process process;
        private final BufferedWriter in;
        private final BufferedReader out;
        private double seconds = Double.NaN;

        Server(Path file, EqualGroups design, Rows rows, int count, int step) throws IOException {
            this.file = file;
            this.design = design;
            this.rows = rows;
            this.count = count;
            this.step = step;
            this.process = start(List.of(
                    python(),
                    String.valueOf(probe().script()),
                    "serve",
                    task,
                    Integer.toString(count),
                    Integer.toString(design.rowsPerGroup()),
                    file.toString()));
            this.in = process.outputWriter(StandardCharsets.UTF_8);
            this.out = process.inputReader(StandardCharsets.UTF_8);
            line();
        }

        private String line() throws IOException {
            String line = out.readLine();
            if (line == null) {
                throw new IOException(python() + " ended by itself");
            }
            return line;
        }

        private void tell(String command) throws IOException {
            in.write(command + "\n");
            in.flush();
        }

        @Override
        public void run() throws IOException {
            tell("run");
            seconds = Double.parseDouble(line()) * design.groups() / count;
        }

        @Override
        public OptionalDouble seconds() {
            return OptionalDouble.of(seconds);
        }

        @Override
        public String note() {
            return count == design.groups()
                    ? ""
                    : String.format(Locale.ROOT, "in proportion to %,d of the groups", count);
        }

        @Override
        public Optional<Answers> answers(int[] sample) throws IOException {
            tell("answers");
            double[][] coefficients = new double[sample.length][];
            for (int place = 0; place < sample.length; place += step) {
                String[] numbers = line().split(" ", -1);
                coefficients[place] = new double[numbers.length];
                for (int i = 0; i < numbers.length; i++) {
                    coefficients[place][i] = Double.parseDouble(numbers[i]);
                }
            }
            return Optional.of(
                    design instanceof MixtureRows mixtures
                            ? mixtures.answers(rows, sample, coefficients)
                            : new Answers(design.groups(), coefficients, new double[0][]));
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            Files.deleteIfExists(file);
        }
    }
}
