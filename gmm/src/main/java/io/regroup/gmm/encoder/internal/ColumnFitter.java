package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.MixtureFit;
import io.regroup.gmm.MixtureSpec;
import io.regroup.gmm.encoder.CategoricalModel;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.EncodedColumn;
import io.regroup.gmm.encoder.EncoderSpec;
import io.regroup.gmm.encoder.FitFacts;
import io.regroup.gmm.encoder.MissingValues;
import io.regroup.gmm.encoder.NumericModel;
import io.regroup.gmm.encoder.NumericModel.Mode;
import io.regroup.gmm.encoder.NumericModel.Scale;
import io.regroup.gmm.encoder.UnseenCategories;
import io.regroup.gmm.internal.ColumnFits;
import io.regroup.gmm.internal.MixtureArithmetic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fits the model of one column: looks what values there are, fits the mixture, and counts which components own rows. The rows are gone
 * over once for each of the first and the last, and as often as the mixture needs.
 */
public final class ColumnFitter {

    /** The share of the memory for rows that one column may take to be gone over from there. */
    private static final double MEMORY_SHARE = 0.5;

    private static final int MOST_IN_MEMORY = Integer.MAX_VALUE - 16;

    private final Dataset data;
    private final EncoderSpec spec;
    private final RunOptions options;

    /**
     * Prepares for some columns of the same rows.
     *
     * @param data the rows; checked against the specification
     * @param spec how columns are encoded
     * @param options how many threads and how much memory there are, which engine's arithmetic is used, and who hears of progress
     */
    public ColumnFitter(Dataset data, EncoderSpec spec, RunOptions options) {
        this.data = data;
        this.spec = spec;
        this.options = options;
    }

    /**
     * Fits the model of a column.
     *
     * @param column which, and how it is encoded
     * @param start the mixture to start from, or null
     * @return the model
     * @throws InvalidArgumentException if the column's values do not allow it
     */
    public ColumnModel fit(EncodedColumn column, @Nullable GaussianMixture start) {
        ColumnType type = Objects.requireNonNull(data.schema().typeOf(column.name()));
        options.progress().begin("column " + column.name(), -1);
        return column.kind() == EncodedColumn.Kind.CATEGORICAL
                ? categorical(column.name(), type)
                : numeric(column, type, start);
    }

    /**
     * Says how the rows that were fitted to are encoded: by the arithmetic that fits them.
     *
     * @param model a column's model
     * @return how
     */
    public Coding coding(ColumnModel model) {
        return new Coding(spec.assignment(), spec.seed(), arithmetic(model.rows()));
    }

    private MixtureArithmetic arithmetic(long rows) {
        return MixtureArithmetic.of(options, () -> rows, spec.numericColumns(), Plugins.find());
    }

    private CategoricalModel categorical(String name, ColumnType type) {
        CategorySurvey survey = new CategorySurvey(type, spec.mostCategories());
        Scan.over(
                        data,
                        ColumnRequest.value(name),
                        options.threads(),
                        () -> new CategorySurvey(type, spec.mostCategories()))
                .forEach(survey::add);
        if (survey.tooMany()) {
            throw new InvalidArgumentException("column " + name + ": more than " + spec.mostCategories()
                    + " categories; allow more, or encode it as continuous if it is one of numbers");
        }
        requireNoMissing(name, survey.missing, "missing");
        return new CategoricalModel(
                name,
                type,
                CategorySurvey.ordered(survey.rowsByValue(), type),
                hasIndicator(survey.missing),
                spec.unseen() == UnseenCategories.COLUMN,
                survey.rows,
                survey.missing);
    }

    private boolean hasIndicator(long rows) {
        return spec.missing() == MissingValues.ALWAYS || (spec.missing() == MissingValues.AUTO && rows > 0);
    }

    private void requireNoMissing(String name, long rows, String what) {
        if (rows > 0 && spec.missing() == MissingValues.ERROR) {
            throw new InvalidArgumentException("column " + name + ": " + what + " in " + rows
                    + (rows == 1 ? " row" : " rows") + ", which is an error by option; allow an indicator for it");
        }
    }

    private NumericModel numeric(EncodedColumn column, ColumnType type, @Nullable GaussianMixture start) {
        String name = column.name();
        boolean markerGiven = column.modal().contains(EncodedColumn.MISSING);
        List<String> texts = modalTexts(column, type);
        Modals modals = new Modals(type, texts, "column " + name + ", modal value");
        NumberSurvey survey = new NumberSurvey(type, modals, texts.size());
        Scan.over(
                        data,
                        ColumnRequest.value(name),
                        options.threads(),
                        () -> new NumberSurvey(type, modals, texts.size()))
                .forEach(survey::add);
        requireNoMissing(name, markerGiven ? 0 : survey.missing, "missing");
        requireNoMissing(name, survey.nan, "NaN");
        if (survey.usable == 0 && column.kind() != EncodedColumn.Kind.MIXED) {
            throw new InvalidArgumentException("column " + name + ": no finite value in " + survey.rows
                    + (survey.rows == 1 ? " row" : " rows") + ", nothing to fit a mixture to; leave it out");
        }
        Scale scale = column.kind() != EncodedColumn.Kind.LOG
                ? Scale.LINEAR
                : survey.least > 0 ? Scale.LOG : Scale.SIGNED_LOG;
        Fitted fitted = mixture(name, survey, new MixedValues(data, name, type, scale, modals), scale, start);
        List<Mode> modes = new ArrayList<>();
        for (String modal : column.modal()) {
            boolean marker = modal.equals(EncodedColumn.MISSING);
            String text = marker ? modal : StoredText.normal(type, modal, "column " + name + ", modal value");
            modes.add(new Mode(-1, text, marker ? survey.missing : survey.modalRows[texts.indexOf(text)]));
        }
        if (fitted.mixture != null) {
            modes.addAll(kept(fitted.mixture, fitted.owned, spec.leastWeight()));
        }
        // a stable sort: modal values as they were given, then components by their number
        modes.sort(Comparator.comparingLong(Mode::rows).reversed());
        boolean floating = type.storage() == ColumnType.Storage.DOUBLE;
        return new NumericModel(
                name,
                type,
                scale,
                fitted.mixture,
                modes,
                !markerGiven && hasIndicator(survey.missing),
                floating && hasIndicator(survey.nan),
                spec.strictClip(),
                fitted.facts);
    }

    private static List<String> modalTexts(EncodedColumn column, ColumnType type) {
        return column.modal().stream()
                .filter(modal -> !modal.equals(EncodedColumn.MISSING))
                .map(modal -> StoredText.normal(type, modal, "column " + column.name() + ", modal value"))
                .toList();
    }

    /** A mixture, which components own how many rows, and how it came about. */
    @SuppressWarnings("ArrayRecordComponent") // made here, used here, never compared
    private record Fitted(@Nullable GaussianMixture mixture, long[] owned, FitFacts facts) {}

    private Fitted mixture(
            String name, NumberSurvey survey, MixedValues values, Scale scale, @Nullable GaussianMixture start) {
        if (survey.usable == 0) {
            return new Fitted(null, new long[0], facts(survey, 0, 0, 0, true, 0, null, List.of()));
        }
        double least = ScaleFunction.apply(scale, survey.least);
        double greatest = ScaleFunction.apply(scale, survey.greatest);
        if (least == greatest) {
            GaussianMixture one = GaussianMixture.univariate(new double[] {1}, new double[] {least}, new double[] {1});
            return new Fitted(
                    one,
                    new long[] {survey.usable},
                    facts(
                            survey,
                            least,
                            greatest,
                            0,
                            true,
                            0,
                            null,
                            List.of("all values are the same; the deviation is 1")));
        }
        boolean fits =
                survey.rows <= MOST_IN_MEMORY && (double) survey.rows * Double.BYTES <= MEMORY_SHARE * options.memory();
        Dataset rows = fits ? values.inMemory((int) survey.rows, options.threads()) : values;
        MixtureArithmetic arithmetic = arithmetic(survey.rows);
        MixtureFit fit = ColumnFits.fit(rows, List.of(List.of(name)), null, startingFrom(start), options, arithmetic)
                .get(0);
        long[] owned = new long[fit.mixture().components()];
        Scan.over(rows, ColumnRequest.number(name), options.threads(), () -> new Ownership(fit.mixture(), arithmetic))
                .forEach(part -> {
                    for (int k = 0; k < owned.length; k++) {
                        owned[k] += part.rows[k];
                    }
                });
        return new Fitted(
                fit.mixture(),
                owned,
                facts(
                        survey,
                        least,
                        greatest,
                        fit.iterations(),
                        fit.converged(),
                        fit.logLikelihood(),
                        fit.engine().name(),
                        fit.notes()));
    }

    private MixtureSpec startingFrom(@Nullable GaussianMixture start) {
        return start == null
                ? spec.mixture()
                : SpecJson.builder(spec.mixture()).start(start).build();
    }

    private static FitFacts facts(
            NumberSurvey survey,
            double least,
            double greatest,
            int iterations,
            boolean converged,
            double logLikelihood,
            @Nullable String engine,
            List<String> notes) {
        return new FitFacts(
                survey.rows,
                survey.missing,
                survey.nan,
                survey.infinite,
                survey.usable,
                least,
                greatest,
                iterations,
                converged,
                logLikelihood,
                engine,
                notes);
    }

    /** Keeps components that weigh enough and own a row; if there is none such, the one that owns most. */
    static List<Mode> kept(GaussianMixture mixture, long[] owned, double leastWeight) {
        List<Mode> kept = new ArrayList<>();
        int best = 0;
        for (int k = 0; k < mixture.components(); k++) {
            best = owned[k] > owned[best] ? k : best;
            if (mixture.weight(k) > leastWeight && owned[k] > 0) {
                kept.add(new Mode(k, null, owned[k]));
            }
        }
        if (kept.isEmpty()) {
            kept.add(new Mode(best, null, owned[best]));
        }
        return kept;
    }
}
