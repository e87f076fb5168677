package io.regroup.gmm.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.BlockReader;
import io.regroup.api.data.Column;
import io.regroup.api.data.ColumnRequest;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.Schema;
import io.regroup.api.data.Table;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.MixtureEngine;
import io.regroup.gmm.MixtureSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in files: what is kept, what a run that ended early leaves, and what is refused. */
class ModelDirectoryTest {

    private static final EncoderSpec SPEC = EncoderSpec.builder()
            .continuous("a")
            .mixed("b", "0", "missing")
            .categorical("c")
            .mixture(MixtureSpec.builder().components(3).build())
            .build();

    private static final Table ROWS = table(3000, 1);

    @TempDir
    Path directory;

    private static Table table(int rows, long seed) {
        double[] b = Rows.bells(rows, seed + 100);
        boolean[] missing = new boolean[rows];
        String[] c = new String[rows];
        for (int i = 0; i < rows; i++) {
            b[i] = i % 5 == 0 ? 0 : b[i];
            missing[i] = i % 11 == 3;
            c[i] = i % 3 == 0 ? "x" : "y, \"z\"\n";
        }
        return Table.builder()
                .column("a", Rows.bells(rows, seed))
                .column("b", Column.ofStored(ColumnType.FLOAT64, b, missing))
                .column("c", c)
                .build();
    }

    /** Writes what the rows say, so that files can be compared. */
    private static void write(Dataset rows, Path file) {
        try {
            Files.writeString(file, Rows.read(rows).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        return found;
    }

    private Map<String, String> uninterrupted() throws IOException {
        Path whole = directory.resolve("whole");
        ModelDirectory.create(whole, SPEC, ROWS, null).fit(ROWS, Rows.OPTIONS, ModelDirectoryTest::write);
        return files(whole);
    }

    /** The rows of a table, one of whose columns cannot be read. */
    private record Failing(Table table, String column, RuntimeException failure) implements Dataset {

        @Override
        public Schema schema() {
            return table.schema();
        }

        @Override
        public OptionalLong knownRows() {
            return table.knownRows();
        }

        @Override
        public String description() {
            return table.description();
        }

        @Override
        public BlockReader read(List<ColumnRequest> columns) {
            if (columns.stream().anyMatch(request -> request.name().equals(column))) {
                throw failure;
            }
            return table.read(columns);
        }
    }

    @Test
    void filesAreWhereTheyAreSaidToBe() throws IOException {
        Map<String, String> files = uninterrupted();

        assertThat(files.keySet())
                .containsExactly(
                        "a/feature_values/feature_value.parquet",
                        "a/model/model.json",
                        "a/transformed_values/transformed_values.parquet",
                        "b/feature_values/feature_value.parquet",
                        "b/model/model.json",
                        "b/transformed_values/transformed_values.parquet",
                        "c/feature_values/feature_value.parquet",
                        "c/model/model.json",
                        "c/transformed_values/transformed_values.parquet",
                        "manifest.json");
        assertThat(files.get("a/feature_values/feature_value.parquet"))
                .startsWith("{row=[0, 1, 2")
                .contains(" value=[", " component=[", " rank=[");
        ModelDirectory opened = ModelDirectory.open(directory.resolve("whole"));
        opened.requireSame(SPEC, ROWS, null);
        assertThat(opened.spec().columns()).isEqualTo(SPEC.columns());
        assertThat(opened.states()).extracting(ColumnState::state).containsOnly(ColumnState.State.FITTED);
        assertThat(((NumericModel) opened.model("a")).fit().engine()).isEqualTo("robust");
        Encoder fitted = Encoder.fit(ROWS, SPEC, Rows.OPTIONS);
        assertThat(fitted.encode(ROWS).engine()).isEqualTo(new MixtureEngine("robust", "the only engine there is"));
        assertThat(Rows.read(opened.encoder(Rows.OPTIONS).encode(ROWS))).isEqualTo(Rows.read(fitted.encode(ROWS)));
    }

    @Test
    void columnThatFailsLeavesTheOthersDoneAndIsResumed() throws IOException {
        Path part = directory.resolve("part");
        Dataset failing = new Failing(ROWS, "b", new DataAccessException("disk on fire"));

        List<ColumnState> states =
                ModelDirectory.create(part, SPEC, failing, null).fit(failing, Rows.OPTIONS, ModelDirectoryTest::write);

        assertThat(states)
                .containsExactly(
                        new ColumnState("a", "a", ColumnState.State.FITTED, null),
                        new ColumnState("b", "b", ColumnState.State.FAILED, "disk on fire"),
                        new ColumnState("c", "c", ColumnState.State.FITTED, null));
        ModelDirectory opened = ModelDirectory.open(part);
        assertThat(opened.states()).isEqualTo(states);
        assertThatThrownBy(() -> opened.encoder(Rows.OPTIONS))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("column b: failed (disk on fire); resume the fit of " + part);
        opened.requireSame(SPEC, ROWS, null);
        opened.fit(
                new Failing(ROWS, "a", new DataAccessException("not to be read")),
                Rows.OPTIONS,
                ModelDirectoryTest::write);
        assertThat(files(part)).isEqualTo(uninterrupted());
    }

    @Test
    void fitThatIsKilledInTheSecondColumnIsResumed() throws IOException {
        Path part = directory.resolve("part");
        ModelDirectory models = ModelDirectory.create(part, SPEC, ROWS, null);

        // an error ends the run as a signal would: nothing is tidied up
        assertThatThrownBy(() -> models.fit(ROWS, Rows.OPTIONS, (rows, file) -> {
                    if (file.toString().contains("transformed") && rows.schema().indexOf("b") == 0) {
                        throw new OutOfMemoryError("killed");
                    }
                    write(rows, file);
                }))
                .isInstanceOf(OutOfMemoryError.class);
        Files.createDirectories(part.resolve(".tmp-left").resolve("model"));

        ModelDirectory opened = ModelDirectory.open(part);
        assertThat(opened.states())
                .extracting(ColumnState::state)
                .containsExactly(ColumnState.State.FITTED, ColumnState.State.MISSING, ColumnState.State.MISSING);
        assertThatThrownBy(() -> opened.model("b")).hasMessage("column b: not fitted yet; resume the fit of " + part);
        opened.requireSameData(ROWS);
        opened.fit(ROWS, Rows.OPTIONS, ModelDirectoryTest::write);
        assertThat(files(part)).isEqualTo(uninterrupted());
        assertThat(part.resolve(".tmp-left")).doesNotExist();
    }

    @Test
    void oneColumnIsFittedAgain() throws IOException {
        Map<String, String> expected = uninterrupted();
        Path whole = directory.resolve("whole");
        Files.writeString(whole.resolve("a/model/model.json"), "broken");

        ModelDirectory opened = ModelDirectory.open(whole);
        assertThatThrownBy(() -> opened.forget("z")).hasMessageStartingWith("column z: not in " + whole);
        opened.forget("a");
        assertThat(ModelDirectory.open(whole).states().get(0).state()).isEqualTo(ColumnState.State.MISSING);
        opened.fit(ROWS, Rows.OPTIONS, ModelDirectoryTest::write);

        assertThat(files(whole)).isEqualTo(expected);
    }

    @Test
    void anotherFitIsRefusedNamingTheDifference() {
        Path models = directory.resolve("m");
        ModelDirectory opened = ModelDirectory.create(models, SPEC, ROWS, null);
        EncoderSpec other = EncoderSpec.builder()
                .continuous("a")
                .mixed("b", "0", "missing")
                .categorical("c")
                .seed(3)
                .mixture(MixtureSpec.builder().components(3).tolerance(0.5).build())
                .build();
        assertThatThrownBy(() -> opened.requireSame(other, table(50, 1), null))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("directory " + models
                        + ": its models are of another fit: mixture tolerance is 0.5, not 0.001; seed is 3, not 0;"
                        + " data rows is 50, not 3000; data source is table of 50 rows, not table of 3000 rows; go on with the"
                        + " same options and the same data, or give another directory");
        assertThatThrownBy(() -> ModelDirectory.create(models, SPEC, ROWS, null))
                .hasMessageEndingWith(
                        "has models already; resume their fit, fit a column again, or give another directory");
        assertThatThrownBy(() -> ModelDirectory.open(directory))
                .hasMessage(
                        "directory " + directory + ": has no manifest.json, so there are no models in it; give one that"
                                + " regroup gmm fit has written");
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        uninterrupted();
        Path whole = directory.resolve("whole");
        Path file = whole.resolve("a/model/model.json");
        String text = Files.readString(file);

        assertDamage(
                file,
                text.replace("\"version\" : 1", "\"version\" : 2"),
                "is of format version 2, this release reads version 1");
        assertDamage(
                file, text.replace("regroup-column-model", "x"), "expected the format regroup-column-model, got x");
        assertDamage(
                file,
                text.replaceFirst("\"weight\" : [0-9.E-]+", "\"weight\" : 0.9"),
                "weights of components: expected a sum of 1");
        assertDamage(
                file, text.replaceFirst("\"variance\" : [0-9.E-]+", "\"variance\" : 0.0"), "covariance of component 0");
        assertDamage(file, text.replaceFirst("\"mean\" : -?[0-9.E-]+", "\"mean\" : \"NaN\""), "cannot be read");
        assertDamage(file, text.substring(0, text.length() / 2), "cannot be read");
        assertDamage(
                file,
                text.replaceFirst("\"component\" : [0-9]+", "\"component\" : 7"),
                "component 7 of a one-hot column");
        assertDamage(file, text.replace("\"column\" : \"a\"", "\"column\" : \"b\""), "is the model of b, not of a");
        Files.delete(file);
        assertThatThrownBy(() -> ModelDirectory.open(whole).model("a"))
                .hasMessageStartingWith(file + ": is not there, though the manifest has the column a");
        Path manifest = whole.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"sample\"", "\"dice\""));
        assertThatThrownBy(() -> ModelDirectory.open(whole))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(manifest + ": cannot be read (");
        for (String broken : List.of("{\"format\": \"regroup-enc", "{}", "[1]", "7", "", "{\"format\": 7}")) {
            Files.writeString(manifest, broken);
            assertThatThrownBy(() -> ModelDirectory.open(whole))
                    .as(broken)
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageMatching("\\Q" + manifest
                            + "\\E: cannot be read \\((no JSON in line \\d+, column \\d+|an entry is missing or is"
                            + " of another kind)\\); it is not as it was written, restore it, or fit the columns again in"
                            + " another directory");
        }
    }

    @Test
    void columnWhoseDirectoryIsGoneIsFittedAgain() throws IOException {
        Map<String, String> expected = uninterrupted();
        Path whole = directory.resolve("whole");
        try (Stream<Path> all = Files.walk(whole.resolve("b"))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        assertThatThrownBy(() -> ModelDirectory.open(whole).model("b")).hasMessageEndingWith("; resume the fit");

        ModelDirectory.open(whole).fit(ROWS, Rows.OPTIONS, ModelDirectoryTest::write);

        assertThat(files(whole)).isEqualTo(expected);
    }

    /** What lies there would be gone once the column is fitted again. */
    @Test
    void modelsAreNotKeptInAColumnOfOthers() throws IOException {
        Path outer = directory.resolve("outer");
        ModelDirectory.create(outer, SPEC, ROWS, null).fit(ROWS, Rows.OPTIONS, null);
        for (Path inner : List.of(outer.resolve("b"), outer.resolve("b/deep/down"))) {
            assertThatThrownBy(() -> ModelDirectory.create(inner, SPEC, ROWS, null))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("directory " + inner + ": lies in a column's directory of the models in "
                            + outer.toRealPath()
                            + ", which is deleted when that column is fitted again; give another directory");
        }
        ModelDirectory.create(outer.resolve("mine"), SPEC, ROWS, null);
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(other.resolve("manifest.json"), "{\"of\": \"somebody else\"}");
        ModelDirectory.create(other.resolve("b"), SPEC, ROWS, null);
    }

    @Test
    void whatIsThereIsNotTakenForADirectoryOfModels() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "a");
        assertThatThrownBy(() -> ModelDirectory.create(file, SPEC, ROWS, null))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage(
                        "directory " + file + ": is a file; give the name of a directory, which is made if need be");
        Path precious = Files.createDirectories(directory.resolve("here/b")).resolve("precious.txt");
        Files.writeString(precious, "mine");
        Path here = directory.resolve("here");
        assertThatThrownBy(() -> ModelDirectory.create(here, SPEC, ROWS, null))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("directory " + here + ": there is " + here.resolve("b")
                        + " already, where the model of column b would be; give another directory");
        assertThat(precious).hasContent("mine");
        assertThatThrownBy(() -> ModelDirectory.create(file.resolve("m"), SPEC, ROWS, null))
                .isInstanceOf(DataAccessException.class)
                .hasMessageStartingWith("directory " + file.resolve("m") + ": cannot be made: ")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void ownFilesAreTold() throws IOException {
        Path part = directory.resolve("part");
        ModelDirectory models = ModelDirectory.create(part, SPEC, ROWS, null);
        Path link = Files.createSymbolicLink(directory.resolve("link"), part);
        for (String own : List.of("manifest.json", "a", "a/model/model.json", "b/any/thing", "x/../c/y.csv")) {
            assertThat(models.keeps(part.resolve(own))).as(own).isTrue();
            assertThat(models.keeps(link.resolve(own))).as(own).isTrue();
        }
        for (String other : List.of("", "a.csv", "plots/a", "../manifest.json")) {
            assertThat(models.keeps(part.resolve(other))).as(other).isFalse();
        }
    }

    @Test
    void modelsAreNotMergedWithThemselves() throws IOException {
        uninterrupted();
        Path whole = directory.resolve("whole");
        Path link = Files.createSymbolicLink(directory.resolve("link"), whole);
        for (Path same : List.of(whole, link, directory.resolve("./whole"))) {
            assertThatThrownBy(() -> ModelDirectory.merge(
                            directory.resolve("both"), ModelDirectory.open(whole), ModelDirectory.open(same)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessage("directory " + same
                            + ": given twice, its rows would count double; give the models of other rows");
        }
        assertThat(directory.resolve("both")).doesNotExist();
    }

    private void assertDamage(Path file, String text, String message) throws IOException {
        String before = Files.readString(file);
        assertThat(text).isNotEqualTo(before);
        Files.writeString(file, text);
        assertThatThrownBy(() -> ModelDirectory.open(directory.resolve("whole")).model("a"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
        Files.writeString(file, before);
    }

    @Test
    void modelsAreTheSameAfterReading() {
        NumericModel model = new NumericModel(
                "x \"1\"",
                ColumnType.decimal(10, 3),
                NumericModel.Scale.SIGNED_LOG,
                GaussianMixture.univariate(
                        new double[] {1.0 / 3, 2.0 / 3}, new double[] {1e-310, -1.7e308}, new double[] {1e-9, 1e100 / 3
                        }),
                List.of(new NumericModel.Mode(1, null, 1L << 60), new NumericModel.Mode(-1, "0.100", 3)),
                true,
                false,
                false,
                new FitFacts(9, 8, 7, 6, 5, -0.1, 0.30000000000000004, 4, false, -1e-17, "some", List.of("a", "b")));
        String text = io.regroup.gmm.encoder.internal.ModelJson.write(model);
        ColumnModel read = io.regroup.gmm.encoder.internal.ModelJson.read(text, "f");
        assertThat(io.regroup.gmm.encoder.internal.ModelJson.write(read)).isEqualTo(text);
        NumericModel again = (NumericModel) read;
        assertThat(again.modes()).isEqualTo(model.modes());
        assertThat(again.fit()).isEqualTo(model.fit());
        GaussianMixture mixture = again.mixture();
        assertThat(mixture).isNotNull();
        assertThat(model.mixture()).isNotNull();
        assertThat(mixture.parameters()).isEqualTo(model.mixture().parameters());
    }

    @Test
    void namesOfColumnsBecomeNamesOfDirectories() {
        Table rows = Table.builder()
                .column("../a b", new double[] {1, 2})
                .column("ä.json", new double[] {1, 2})
                .column("V1", new double[] {1, 2})
                .build();
        EncoderSpec spec =
                EncoderSpec.builder().categorical("../a b", "ä.json", "V1").build();
        ModelDirectory models = ModelDirectory.create(directory, spec, rows, null);
        models.fit(rows, Rows.OPTIONS, null);
        assertThat(models.states())
                .extracting(ColumnState::directory)
                .containsExactly("%2E%2E%2Fa%20b", "%C3%A4%2Ejson", "V1");
        assertThat(ModelDirectory.open(directory).encoder(Rows.OPTIONS).models())
                .extracting(ColumnModel::name)
                .containsExactly("../a b", "ä.json", "V1");
        assertThatThrownBy(() -> ModelDirectory.create(
                        directory.resolve("long"),
                        EncoderSpec.builder().categorical("x".repeat(300)).build(),
                        Table.builder()
                                .column("x".repeat(300), new double[] {1})
                                .build(),
                        null))
                .hasMessageContaining("its name is too long for a directory (300 bytes, at most 200); rename it");
    }

    @Test
    void modelsStartOthers() {
        Path first = directory.resolve("first");
        ModelDirectory start = ModelDirectory.create(first, SPEC, ROWS, null);
        start.fit(ROWS, Rows.OPTIONS, null);
        Table later = table(4000, 7);
        ModelDirectory warm = ModelDirectory.create(directory.resolve("warm"), SPEC, later, start);
        warm.fit(later, Rows.OPTIONS, null);

        NumericModel before = (NumericModel) start.model("a");
        NumericModel after = (NumericModel) warm.model("a");
        assertThat(after.mixture()).isNotNull();
        assertThat(before.mixture()).isNotNull();
        assertThat(after.mixture().components())
                .isLessThanOrEqualTo(before.mixture().components());
        assertThat(after.fit().used()).isEqualTo(4000);
        assertThatThrownBy(() -> ModelDirectory.open(directory.resolve("warm")).requireSame(SPEC, later, null))
                .hasMessageContaining("start is null, not " + first);
    }

    @Test
    void mergedModelsHaveTheMomentsAndFrequenciesOfBoth() {
        Table more = table(1000, 50);
        ModelDirectory one = ModelDirectory.create(directory.resolve("one"), SPEC, ROWS, null);
        ModelDirectory two = ModelDirectory.create(directory.resolve("two"), SPEC, more, null);
        one.fit(ROWS, Rows.OPTIONS, null);
        two.fit(more, Rows.OPTIONS, null);

        ModelDirectory.merge(directory.resolve("both"), one, two);

        ModelDirectory both = ModelDirectory.open(directory.resolve("both"));
        NumericModel a = (NumericModel) both.model("a");
        GaussianMixture mixture = a.mixture();
        assertThat(mixture).isNotNull();
        assertThat(mixture.components()).isEqualTo(3);
        double[] parts = {0.75, 0.25};
        double[] expected = new double[2];
        int place = 0;
        for (ModelDirectory part : List.of(one, two)) {
            double[] moments = moments(((NumericModel) part.model("a")).mixture());
            expected[0] += parts[place] * moments[0];
            expected[1] += parts[place++] * moments[1];
        }
        assertThat(moments(mixture)[0]).isCloseTo(expected[0], within(1e-9 * Math.abs(expected[0])));
        assertThat(moments(mixture)[1]).isCloseTo(expected[1], within(1e-9 * expected[1]));
        assertThat(a.fit().rows()).isEqualTo(4000);
        CategoricalModel c = (CategoricalModel) both.model("c");
        assertThat(c.categories())
                .containsExactly(
                        new CategoricalModel.Category("y, \"z\"\n", 2000 + 666),
                        new CategoricalModel.Category("x", 1000 + 334));
        assertThat(both.states()).extracting(ColumnState::state).containsOnly(ColumnState.State.FITTED);
        Encoder encoder = both.encoder(Rows.OPTIONS);
        assertThat(Rows.read(encoder.decode(encoder.encode(more))).get("c"))
                .isEqualTo(Rows.read(more).get("c"));
        EncoderSpec other = EncoderSpec.builder().continuous("a").build();
        ModelDirectory different = ModelDirectory.create(directory.resolve("different"), other, ROWS, null);
        assertThatThrownBy(() -> ModelDirectory.merge(directory.resolve("no"), one, different))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("models: cannot be merged, they are of different fits: columns is ");
    }

    private static double[] moments(GaussianMixture mixture) {
        double first = 0;
        double second = 0;
        for (int k = 0; k < mixture.components(); k++) {
            double mean = mixture.mean(k)[0];
            first += mixture.weight(k) * mean;
            second += mixture.weight(k) * (mixture.covariance(k)[0][0] + mean * mean);
        }
        return new double[] {first, second};
    }
}
