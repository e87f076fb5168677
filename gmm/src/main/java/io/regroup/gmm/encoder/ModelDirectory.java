package io.regroup.gmm.encoder;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.NameSuggestions;
import io.regroup.api.RunOptions;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.Mixtures;
import io.regroup.gmm.encoder.internal.Coding;
import io.regroup.gmm.encoder.internal.ColumnFitter;
import io.regroup.gmm.encoder.internal.EncodedRows;
import io.regroup.gmm.encoder.internal.FeatureRows;
import io.regroup.gmm.encoder.internal.Manifest;
import io.regroup.gmm.encoder.internal.MergedModels;
import io.regroup.gmm.encoder.internal.ModelJson;
import io.regroup.gmm.encoder.internal.SafeFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The models of an encoder in files, in an open format:
 *
 * <pre>
 * DIRECTORY/manifest.json                                                  specification, data, state of each column
 * DIRECTORY/COLUMN/model/model.json                                        the model
 * DIRECTORY/COLUMN/feature_values/feature_value.parquet                    row, value, component, rank of each row fitted to
 * DIRECTORY/COLUMN/transformed_values/transformed_values.parquet           the same rows encoded
 * </pre>
 *
 * <p>Of a column's name, what is no letter, digit, {@code _} or {@code -} of ASCII is written as {@code %} and two hexadecimal digits per
 * byte. A column's directory appears as a whole when it is done, and then the manifest says so: whatever happens to a run, the columns
 * that are done stay. Nothing in the files depends on time or threads; of the machine,
 * nothing but which engine is the fastest there, if none is named: a model says by which it was fitted.
 *
 * <pre>{@code
 * ModelDirectory models = ModelDirectory.create(Path.of("models"), spec, rows, null);
 * models.fit(rows, RunOptions.defaults(), TableWriter::write);
 * Encoder encoder = ModelDirectory.open(Path.of("models")).encoder(RunOptions.defaults());
 * }</pre>
 *
 * <p>For one thread.
 */
public final class ModelDirectory {

    private static final String MANIFEST = "manifest.json";

    private final Path directory;
    private Manifest manifest;

    private ModelDirectory(Path directory, Manifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * Prepares a directory; nothing is fitted yet.
     *
     * @param directory made if it does not exist; must not have models
     * @param spec how columns are encoded
     * @param rows what models are to be fitted to
     * @param start models to start from, for the columns that it has numbers of; null for none
     * @return the directory, all of whose models are missing
     * @throws InvalidArgumentException if there are models, if the directory lies among those of other models' columns, or the
     *     columns of the rows cannot be encoded
     * @throws DataAccessException if the directory cannot be made or written to
     */
    public static ModelDirectory create(
            Path directory, EncoderSpec spec, Dataset rows, @Nullable ModelDirectory start) {
        Manifest wanted = manifest(spec, rows, start);
        Path file = directory.resolve(MANIFEST);
        if (Files.exists(file)) {
            throw new InvalidArgumentException("directory " + directory
                    + ": has models already; resume their fit, fit a column again, or give another directory");
        }
        make(directory, wanted);
        ModelDirectory models = new ModelDirectory(directory, wanted);
        models.save(wanted);
        return models;
    }

    /** Makes a directory. What is there where a column's directory would be is somebody's own, and would be deleted. */
    private static void make(Path directory, Manifest wanted) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new InvalidArgumentException(
                    "directory " + directory + ": is a file; give the name of a directory, which is made if need be");
        }
        for (ColumnState state : wanted.states()) {
            Path place = directory.resolve(state.directory());
            if (Files.exists(place)) {
                throw new InvalidArgumentException("directory " + directory + ": there is " + place
                        + " already, where the model of column " + state.column()
                        + " would be; give another directory");
            }
        }
        for (Path above = SafeFiles.real(directory).getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above.resolve(MANIFEST)) && isKept(directory, above)) {
                throw new InvalidArgumentException(
                        "directory " + directory + ": lies in a column's directory of the models in " + above
                                + ", which is deleted when that column is fitted again; give another directory");
            }
        }
        SafeFiles.run("directory " + directory + ": cannot be made", () -> Files.createDirectories(directory));
    }

    /** A file of that name may be anybody's: only one that is a manifest keeps something. */
    private static boolean isKept(Path directory, Path above) {
        try {
            return open(above).keeps(directory);
        } catch (InvalidArgumentException | DataAccessException e) {
            return false;
        }
    }

    private static Manifest manifest(EncoderSpec spec, Dataset rows, @Nullable ModelDirectory start) {
        spec.check(rows.schema(), rows.description());
        String from = start == null
                ? null
                : start.directory.toAbsolutePath().normalize().toString();
        return Manifest.of(spec, rows, from);
    }

    /**
     * Opens a directory.
     *
     * @param directory has a manifest
     * @return the directory
     * @throws InvalidArgumentException if it has none, or one of another version
     * @throws DataAccessException if it cannot be read
     */
    public static ModelDirectory open(Path directory) {
        Path file = directory.resolve(MANIFEST);
        if (!Files.exists(file)) {
            throw new InvalidArgumentException("directory " + directory + ": has no " + MANIFEST
                    + ", so there are no models in it; give one that regroup gmm fit has written");
        }
        return new ModelDirectory(directory, Manifest.read(SafeFiles.read(file), file.toString()));
    }

    /**
     * Returns where it is.
     *
     * @return the directory
     */
    public Path directory() {
        return directory;
    }

    /**
     * Returns how columns are encoded.
     *
     * @return the specification
     */
    public EncoderSpec spec() {
        return manifest.spec();
    }

    /**
     * Tells how far the models are.
     *
     * @return one state per column, in the order of the specification
     */
    public List<ColumnState> states() {
        return manifest.states();
    }

    /**
     * Checks that a fit can go on.
     *
     * @param spec how columns are to be encoded
     * @param rows what models are to be fitted to
     * @param start models to start from, or null
     * @throws InvalidArgumentException if one of them is not what it was, naming the difference
     */
    public void requireSame(EncoderSpec spec, Dataset rows, @Nullable ModelDirectory start) {
        requireNone(manifest.differences(manifest(spec, rows, start)));
    }

    /**
     * Checks that a fit can go on with some rows, as it was begun.
     *
     * @param rows what models are to be fitted to
     * @throws InvalidArgumentException if the rows are not those of before, naming the difference
     */
    public void requireSameData(Dataset rows) {
        spec().check(rows.schema(), rows.description());
        requireNone(manifest.differences(Manifest.of(spec(), rows, manifest.start())));
    }

    private void requireNone(List<String> differences) {
        if (!differences.isEmpty()) {
            throw new InvalidArgumentException("directory " + directory + ": its models are of another fit: "
                    + String.join("; ", differences)
                    + "; go on with the same options and the same data, or give another directory");
        }
    }

    /**
     * Forgets the model of a column, so that it will be fitted again.
     *
     * @param column its name
     * @throws InvalidArgumentException if there is no such column
     */
    public void forget(String column) {
        save(manifest.with(state(column, ColumnState.State.MISSING, null)));
    }

    private ColumnState state(String column, ColumnState.State state, @Nullable String reason) {
        return new ColumnState(column, find(column).directory(), state, reason);
    }

    private ColumnState find(String column) {
        return states().stream()
                .filter(one -> one.column().equals(column))
                .findFirst()
                .orElseThrow(() -> new InvalidArgumentException("column " + column + ": not in " + directory + "; "
                        + NameSuggestions.suggest(
                                column,
                                states().stream().map(ColumnState::column).toList())));
    }

    /**
     * Fits the models that are missing, their files included, or have failed, one after another. What keeps one from being fitted is its state afterwards, and
     * does not keep the others.
     *
     * @param rows what to fit to
     * @param options how many threads and how much memory there are, and which engine's arithmetic is used
     * @param writer writes the rows that were fitted to as features and encoded, which takes some times as long as the fit; null to leave
     *     that out
     * @return how far the models are
     * @throws InvalidArgumentException if the rows are not those that other columns were fitted to
     * @throws DataAccessException if the directory cannot be written to
     */
    public List<ColumnState> fit(Dataset rows, RunOptions options, @Nullable RowsWriter writer) {
        Mixtures.engine(options, Long.MAX_VALUE, 1); // it must be there and able to run
        ColumnFitter fitter = new ColumnFitter(rows, spec(), options);
        ModelDirectory start = manifest.start() == null ? null : open(Path.of(manifest.start()));
        SafeFiles.deleteTemporaries(directory);
        for (ColumnState state : states()) {
            if (state.state() == ColumnState.State.FITTED && Files.exists(modelFile(state))) {
                continue;
            }
            String name = state.column();
            String reason = null;
            try {
                ColumnModel model = fitter.fit(spec().column(name), start == null ? null : start.startOf(name));
                store(model, state.directory(), rows, fitter.coding(model), writer, options);
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                reason = reason(e);
            }
            save(manifest.with(
                    state(name, reason == null ? ColumnState.State.FITTED : ColumnState.State.FAILED, reason)));
        }
        return states();
    }

    private static String reason(RuntimeException e) {
        boolean worded = e instanceof InvalidArgumentException || e instanceof DataAccessException;
        return worded && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    private @Nullable GaussianMixture startOf(String column) {
        boolean fitted = states().stream()
                .anyMatch(one -> one.column().equals(column) && one.state() == ColumnState.State.FITTED);
        return fitted && model(column) instanceof NumericModel number ? number.mixture() : null;
    }

    private void store(
            ColumnModel model,
            String name,
            Dataset rows,
            Coding coding,
            @Nullable RowsWriter writer,
            RunOptions options) {
        Path temporary = SafeFiles.temporary(directory);
        try {
            SafeFiles.write(made(temporary, "model").resolve("model.json"), ModelJson.write(model));
            if (writer != null) {
                options.progress().begin("writing " + model.name(), -1);
                writer.write(
                        new FeatureRows(rows, model, coding),
                        made(temporary, "feature_values").resolve("feature_value.parquet"));
                writer.write(
                        new EncodedRows(rows, List.of(model), coding),
                        made(temporary, "transformed_values").resolve("transformed_values.parquet"));
            }
            SafeFiles.put(temporary, directory.resolve(name));
        } finally {
            SafeFiles.delete(temporary);
        }
    }

    private static Path made(Path parent, String name) {
        Path directory = parent.resolve(name);
        SafeFiles.run(directory + ": cannot be made", () -> Files.createDirectory(directory));
        return directory;
    }

    private void save(Manifest changed) {
        SafeFiles.write(directory.resolve(MANIFEST), changed.write());
        manifest = changed;
    }

    /**
     * Reads the model of a column.
     *
     * @param column its name
     * @return the model
     * @throws InvalidArgumentException if there is no such column, it is not fitted, or its file is damaged
     * @throws DataAccessException if the file cannot be read
     */
    public ColumnModel model(String column) {
        ColumnState state = find(column);
        if (state.state() != ColumnState.State.FITTED) {
            throw new InvalidArgumentException("column " + column + ": "
                    + (state.reason() == null ? "not fitted yet" : "failed (" + state.reason() + ")")
                    + "; resume the fit of " + directory);
        }
        Path file = modelFile(state);
        if (!Files.exists(file)) {
            throw new InvalidArgumentException(
                    file + ": is not there, though the manifest has the column " + column + "; resume the fit");
        }
        ColumnModel model = ModelJson.read(SafeFiles.read(file), file.toString());
        if (!model.name().equals(column)) {
            throw new InvalidArgumentException(
                    file + ": is the model of " + model.name() + ", not of " + column + "; fit the column again");
        }
        return model;
    }

    private Path modelFile(ColumnState state) {
        return directory.resolve(state.directory()).resolve("model").resolve("model.json");
    }

    /**
     * Tells whether a path is in the directory's own keeping, so that nothing else may be written there.
     *
     * @param path a file or directory, which need not exist
     * @return true for the manifest, and for the directories of columns and all that is in them
     */
    public boolean keeps(Path path) {
        Path root = SafeFiles.real(directory);
        Path own = SafeFiles.real(path);
        if (!own.startsWith(root) || own.equals(root)) {
            return false;
        }
        String first = root.relativize(own).getName(0).toString();
        return first.equals(MANIFEST)
                || states().stream().anyMatch(state -> state.directory().equals(first));
    }

    /**
     * Tells where the encoded rows are that a column was fitted to.
     *
     * @param column its name
     * @return a Parquet file; it does not exist if the fit was told to leave it out
     * @throws InvalidArgumentException if there is no such column
     */
    public Path transformedValues(String column) {
        return directory
                .resolve(find(column).directory())
                .resolve("transformed_values")
                .resolve("transformed_values.parquet");
    }

    /**
     * Reads all models.
     *
     * @param options names the engine whose arithmetic is used
     * @return the encoder
     * @throws InvalidArgumentException if a column is not fitted, or a file is damaged
     * @throws DataAccessException if a file cannot be read
     */
    public Encoder encoder(RunOptions options) {
        List<ColumnModel> models = new ArrayList<>();
        for (ColumnState state : states()) {
            models.add(model(state.column()));
        }
        return Encoder.of(spec(), models, options);
    }

    /**
     * Makes models of two parts of the rows from models of each. Mixtures are put together in proportion to the rows that they were fitted
     * to; components are then joined two by two, so that mean and variance stay what they are, until there are no more than the larger of
     * the two has. Frequencies are added; ranks follow from the sums. No row is read, so a fit to all rows may be better: the merged models
     * are a good start for one.
     *
     * <p>Source: A. Runnalls, Kullback-Leibler approach to Gaussian mixture reduction, IEEE Trans. Aerosp. Electron. Syst. 43, 2007.
     *
     * @param directory made if it does not exist; must not have models
     * @param one has all models
     * @param other has all models, of the same specification and types
     * @return the directory with the merged models, without rows
     * @throws InvalidArgumentException if the two are one, or not alike, or a model is not there
     * @throws DataAccessException if a file cannot be read or written
     */
    public static ModelDirectory merge(Path directory, ModelDirectory one, ModelDirectory other) {
        if (SafeFiles.real(one.directory).equals(SafeFiles.real(other.directory))) {
            throw new InvalidArgumentException("directory " + other.directory
                    + ": given twice, its rows would count double; give the models of other rows");
        }
        Manifest wanted = one.manifest.merged(other.manifest);
        if (Files.exists(directory.resolve(MANIFEST))) {
            throw new InvalidArgumentException(
                    "directory " + directory + ": has models already; give another directory");
        }
        List<ColumnModel> models = new ArrayList<>();
        for (ColumnState state : one.states()) {
            models.add(MergedModels.of(one.model(state.column()), other.model(state.column()), one.spec()));
        }
        make(directory, wanted);
        ModelDirectory merged = new ModelDirectory(directory, wanted);
        for (int i = 0; i < models.size(); i++) {
            Path temporary = SafeFiles.temporary(directory);
            SafeFiles.write(made(temporary, "model").resolve("model.json"), ModelJson.write(models.get(i)));
            SafeFiles.put(temporary, directory.resolve(wanted.states().get(i).directory()));
        }
        merged.save(wanted);
        return merged;
    }
}
