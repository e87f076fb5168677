package io.regroup.cli.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.gmm.DirichletProcess;
import io.regroup.gmm.MixtureSpec;
import io.regroup.gmm.encoder.Assignment;
import io.regroup.gmm.encoder.EncodedColumn;
import io.regroup.gmm.encoder.EncoderSpec;
import io.regroup.gmm.encoder.MissingValues;
import io.regroup.gmm.encoder.UnseenCategories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which columns are encoded, and how. */
final class EncoderOptions {

    @Option(
            names = "--continuous",
            paramLabel = "A,B",
            description = "Columns of numbers that are encoded by a mixture. Like all column lists: names separated by "
                    + "commas, in double quotes if need be, or one named SQL expression; may be repeated.")
    private List<String> continuous = new ArrayList<>();

    @Option(
            names = "--log",
            paramLabel = "A,B",
            description = "Columns of numbers that are encoded by a mixture of their logarithms: ln x, or "
                    + "sign(x) ln(1+|x|) if some are not positive.")
    private List<String> log = new ArrayList<>();

    @Option(names = "--categorical", paramLabel = "A,B", description = "Columns of categories, of any type.")
    private List<String> categorical = new ArrayList<>();

    @Option(
            names = "--mixed",
            paramLabel = "D=0,-1",
            description = "A column of numbers of which some stand for themselves, the rest are encoded by a mixture; "
                    + "the word missing stands for missing values. May be repeated.")
    private List<String> mixed = new ArrayList<>();

    @Option(
            names = "--components",
            paramLabel = "K",
            defaultValue = "10",
            description = "Components of each mixture, or a range such as 1-10, of which BIC chooses. Default: "
                    + "${DEFAULT-VALUE}.")
    private String components = "10";

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            description = "A mixture has converged when the mean log-likelihood gains less. Default: 0.001.")
    private @Nullable Double tolerance;

    @Option(names = "--max-iterations", paramLabel = "N", description = "Most steps over the rows. Default: 100.")
    private @Nullable Integer maxIterations;

    @Option(names = "--starts", paramLabel = "N", description = "From how many places each mixture starts. Default: 5.")
    private @Nullable Integer starts;

    @Option(
            names = "--prior",
            paramLabel = "C",
            description = "Fit Dirichlet-process mixtures of this concentration, such as 0.001, that empty components "
                    + "which are not needed.")
    private @Nullable Double prior;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Where random starts and draws begin. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--least-weight",
            paramLabel = "W",
            defaultValue = "0.005",
            description = "Components that weigh no more are left out. Default: ${DEFAULT-VALUE}.")
    private double leastWeight = 0.005;

    @Option(
            names = "--assign",
            paramLabel = "HOW",
            defaultValue = "sample",
            converter = AssignmentConverter.class,
            description =
                    "Which component stands for a value: sample draws one by how responsible each is; most-likely. "
                            + "Default: ${DEFAULT-VALUE}.")
    private Assignment assign = Assignment.SAMPLE;

    @Option(
            names = "--missing",
            paramLabel = "HOW",
            defaultValue = "auto",
            converter = MissingConverter.class,
            description = "Which columns have indicators for missing values: auto, those in which some are; always; or "
                    + "missing values are an error. Default: ${DEFAULT-VALUE}.")
    private MissingValues missing = MissingValues.AUTO;

    @Option(
            names = "--unseen",
            paramLabel = "HOW",
            defaultValue = "error",
            converter = UnseenConverter.class,
            description = "What becomes of a category that did not occur: error, or a column of its own. Default: "
                    + "${DEFAULT-VALUE}.")
    private UnseenCategories unseen = UnseenCategories.ERROR;

    @Option(
            names = "--most-categories",
            paramLabel = "N",
            defaultValue = "1000",
            description = "A column with more categories fails. Default: ${DEFAULT-VALUE}.")
    private int mostCategories = 1000;

    @Option(
            names = "--strict-clip",
            description = "Cut values off at 0.99 as CTAB-GAN does, with loss, and have no overflow columns.")
    private boolean strictClip;

    /** Takes {@code sample} and {@code most-likely}. */
    static final class AssignmentConverter extends Choice<Assignment> {
        AssignmentConverter() {
            super(Assignment.class);
        }
    }

    /** Takes {@code auto}, {@code always} and {@code error}. */
    static final class MissingConverter extends Choice<MissingValues> {
        MissingConverter() {
            super(MissingValues.class);
        }
    }

    /** Takes {@code error} and {@code column}. */
    static final class UnseenConverter extends Choice<UnseenCategories> {
        UnseenConverter() {
            super(UnseenCategories.class);
        }
    }

    /** Tells whether any column is named. */
    boolean areGiven() {
        return !(continuous.isEmpty() && log.isEmpty() && categorical.isEmpty() && mixed.isEmpty());
    }

    /**
     * Returns the columns that are computed, with their expressions.
     *
     * @throws InvalidArgumentException if two expressions have one name
     */
    Map<String, String> expressions() {
        Map<String, List<ColumnItem>> items = new LinkedHashMap<>();
        items.put("--continuous", ColumnItem.parse("--continuous", continuous));
        items.put("--log", ColumnItem.parse("--log", log));
        items.put("--categorical", ColumnItem.parse("--categorical", categorical));
        return ColumnItem.expressions(items);
    }

    /**
     * Returns what is wanted.
     *
     * @throws InvalidArgumentException if an option will not do
     */
    EncoderSpec spec() {
        EncoderSpec.Builder builder = EncoderSpec.builder()
                .continuous(names("--continuous", continuous))
                .log(names("--log", log))
                .categorical(names("--categorical", categorical))
                .leastWeight(leastWeight)
                .assignment(assign)
                .missing(missing)
                .unseen(unseen)
                .mostCategories(mostCategories)
                .strictClip(strictClip)
                .seed(seed)
                .mixture(mixture());
        mixed.forEach(value -> addMixed(builder, value));
        return builder.build();
    }

    private static String[] names(String option, List<String> values) {
        return ColumnItem.names(option, values).toArray(String[]::new);
    }

    private static void addMixed(EncoderSpec.Builder builder, String value) {
        int equals = value.lastIndexOf('=');
        String name = equals < 0 ? "" : value.substring(0, equals).strip();
        String[] modal = Arrays.stream(value.substring(equals + 1).split(",", -1))
                .map(String::strip)
                .toArray(String[]::new);
        if (name.isEmpty() || Arrays.asList(modal).contains("")) {
            throw new InvalidArgumentException("--mixed: expected a column and its modal values, as in \"Debt=0,"
                    + EncodedColumn.MISSING + "\", got \"" + value + "\"");
        }
        builder.mixed(name, modal);
    }

    private MixtureSpec mixture() {
        MixtureSpec.Builder builder = MixtureSpec.builder().seed(seed);
        String[] range = components.strip().split("\\s*-\\s*", 2);
        try {
            int fewest = Integer.parseInt(range[0]);
            builder.components(fewest, range.length == 1 ? fewest : Integer.parseInt(range[1]));
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException(
                    "--components: expected a number or a range such as 1-10, got " + components, e);
        }
        if (tolerance != null) {
            builder.tolerance(tolerance);
        }
        if (maxIterations != null) {
            builder.maxIterations(maxIterations);
        }
        if (starts != null) {
            builder.starts(starts);
        }
        if (prior != null) {
            builder.prior(DirichletProcess.of(prior));
        }
        return builder.build();
    }
}
