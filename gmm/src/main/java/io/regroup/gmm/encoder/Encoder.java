package io.regroup.gmm.encoder;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.Plugins;
import io.regroup.api.RunOptions;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Dataset;
import io.regroup.gmm.Mixtures;
import io.regroup.gmm.encoder.internal.Coding;
import io.regroup.gmm.encoder.internal.ColumnFitter;
import io.regroup.gmm.encoder.internal.DecodedRows;
import io.regroup.gmm.encoder.internal.EncodedRows;
import io.regroup.gmm.internal.MixtureArithmetic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Encodes rows by the models of their columns, and decodes them. Immutable, safe for several threads.
 *
 * <pre>{@code
 * Encoder encoder = Encoder.fit(rows, EncoderSpec.builder().continuous("V1", "Amount").build(), RunOptions.defaults());
 * Dataset encoded = encoder.encode(rows);
 * Dataset again = encoder.decode(encoded);
 * }</pre>
 *
 * <p>A column of numbers becomes: {@code name}, the value {@code u = (t − μ) / (4σ)} within its component, cut off at ±0.99, where t is the
 * number on the model's scale; {@code name_0}, {@code name_1}, … one-hot columns of the components and modal values that are kept, the most
 * frequent first; {@code name_overflow}, the number itself where {@code u · 4σ + μ} does not come back to it; {@code name_missing} and
 * {@code name_nan} where the model has them. Of an infinity the value lies at the end of the outermost component. A column of categories
 * becomes one-hot columns alone, {@code name_missing}, and {@code name_unseen} with {@code name_overflow}.
 *
 * <p>So without strict clip all values come back: floating-point numbers to a relative 1e-9, everything else exactly, however large; null
 * and NaN are two things. Rows keep their number and order. What a row is encoded to depends on its values, its number in the dataset,
 * the models and the seed, and not on threads, blocks or files.
 *
 * <p>Sources: L. Xu et al., Modeling Tabular Data using Conditional GAN, NeurIPS 2019; Z. Zhao et al., CTAB-GAN: Effective Table Data
 * Synthesizing, ACML 2021.
 */
public final class Encoder {

    private final EncoderSpec spec;
    private final List<ColumnModel> models;
    private final RunOptions options;

    private Encoder(EncoderSpec spec, List<ColumnModel> models, RunOptions options) {
        this.spec = spec;
        this.models = List.copyOf(models);
        this.options = options;
    }

    /**
     * Makes an encoder of models that are there.
     *
     * @param spec how they were fitted
     * @param models one per column of the specification, in its order
     * @param options names the engine whose arithmetic is used
     * @return the encoder
     * @throws InvalidArgumentException if the models are not those of the columns, or the engine cannot be used
     */
    public static Encoder of(EncoderSpec spec, List<ColumnModel> models, RunOptions options) {
        List<String> expected = spec.columns().stream().map(EncodedColumn::name).toList();
        List<String> given = models.stream().map(ColumnModel::name).toList();
        if (!given.equals(expected)) {
            throw new InvalidArgumentException("models: expected those of " + expected + ", got those of " + given);
        }
        Mixtures.engine(options, Long.MAX_VALUE, 1); // it must be there and able to run
        return new Encoder(spec, models, options);
    }

    /**
     * Fits the models of all columns, in memory; {@link ModelDirectory} keeps them in files.
     *
     * @param rows what to fit to
     * @param spec how
     * @param options how many threads and how much memory there are, and which engine's arithmetic is used
     * @return the encoder
     * @throws InvalidArgumentException if a column does not exist, has no type for it, or values that do not allow it
     * @throws io.regroup.api.data.DataAccessException if the rows cannot be read
     */
    public static Encoder fit(Dataset rows, EncoderSpec spec, RunOptions options) {
        spec.check(rows.schema(), rows.description());
        ColumnFitter fitter = new ColumnFitter(rows, spec, options);
        List<ColumnModel> models = new ArrayList<>();
        for (EncodedColumn column : spec.columns()) {
            models.add(fitter.fit(column, null));
        }
        return new Encoder(spec, models, options);
    }

    /**
     * Returns how models were fitted.
     *
     * @return the specification
     */
    public EncoderSpec spec() {
        return spec;
    }

    /**
     * Returns the models.
     *
     * @return one per column, in the specification's order
     */
    public List<ColumnModel> models() {
        return models;
    }

    /**
     * Views rows as encoded ones. Nothing is read before they are; then a value that a model does not know what to do with, such as a
     * missing one where it has no indicator, is an {@link InvalidArgumentException} that names column and row.
     *
     * @param rows has the columns of all models, with their types; others are left out
     * @return the encoded rows
     * @throws InvalidArgumentException if a column does not exist or has another type
     */
    public EncodedDataset encode(Dataset rows) {
        spec.check(rows.schema(), rows.description());
        for (ColumnModel model : models) {
            ColumnType type = Objects.requireNonNull(rows.schema().typeOf(model.name()));
            if (!type.equals(model.type())) {
                throw new InvalidArgumentException("column " + model.name() + ": expected " + model.type()
                        + ", the type that its model was fitted to, got " + type + "; convert it");
            }
        }
        MixtureArithmetic arithmetic = MixtureArithmetic.of(options, rows, spec.numericColumns(), Plugins.find());
        return new EncodedRows(rows, models, new Coding(spec.assignment(), spec.seed(), arithmetic));
    }

    /**
     * Views encoded rows as what they stand for. Besides what {@link #encode} gives, that may be what a generative model has made: numbers
     * for one-hot columns, of which the largest above 0 counts, the first of several; indicators count from above one half; overflow
     * columns may be absent, and the values of others are cut off at ±1.
     *
     * @param encoded has the columns that the models encode to
     * @return rows with the columns and types that models were fitted to
     * @throws InvalidArgumentException if a column does not exist or has no fitting type; when it is read, if a row belongs nowhere
     */
    public Dataset decode(Dataset encoded) {
        return new DecodedRows(encoded, models);
    }

    /**
     * Views the encoded values of one column as what they stand for, as {@link #decode} does.
     *
     * @param model the column's model
     * @param encoded has the columns that the model encodes to
     * @return rows of the one column
     * @throws InvalidArgumentException if a column does not exist or has no fitting type; when it is read, if a row belongs nowhere
     */
    public static Dataset decodeColumn(ColumnModel model, Dataset encoded) {
        return new DecodedRows(encoded, List.of(model));
    }
}
