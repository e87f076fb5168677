package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Dataset;
import io.regroup.api.data.RowOrigin;
import io.regroup.gmm.encoder.ColumnState;
import io.regroup.gmm.encoder.EncodedColumn;
import io.regroup.gmm.encoder.EncoderSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a directory of models is about.
 *
 * @param spec how columns are encoded
 * @param specJson the same as JSON, to compare
 * @param start the directory whose models fits start from, or null
 * @param data where the rows come from
 * @param states how far the columns are, in the order of the specification
 */
public record Manifest(
        EncoderSpec spec, JsonNode specJson, @Nullable String start, JsonNode data, List<ColumnState> states) {

    private static final String FORMAT = "regroup-encoder";
    private static final int VERSION = 1;

    /**
     * Describes what has not begun.
     *
     * @param spec how columns are encoded
     * @param rows what models are to be fitted to
     * @param start the directory whose models fits start from, or null
     * @return all columns are missing
     */
    public static Manifest of(EncoderSpec spec, Dataset rows, @Nullable String start) {
        SpecJson.require(spec);
        List<String> names = spec.columns().stream().map(EncodedColumn::name).toList();
        List<String> directories = FileNames.of(names);
        List<ColumnState> states = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            states.add(new ColumnState(names.get(i), directories.get(i), ColumnState.State.MISSING, null));
        }
        return new Manifest(spec, json(spec), start, origin(spec, rows), states);
    }

    private static JsonNode json(EncoderSpec spec) {
        ObjectNode json = ModelJson.MAPPER.createObjectNode();
        SpecJson.write(spec, json);
        return read(json.toString());
    }

    /** Numbers that were read compare with numbers that were read. */
    private static JsonNode read(String text) {
        return ModelJson.MAPPER.readTree(text);
    }

    private static JsonNode origin(EncoderSpec spec, Dataset rows) {
        ObjectNode json = ModelJson.MAPPER.createObjectNode();
        json.put("source", rows.description());
        rows.knownRows().ifPresent(count -> json.put("rows", count));
        RowOrigin origin = rows.origin();
        if (origin.condition() != null) {
            json.put("where", origin.condition());
        }
        if (!origin.computed().isEmpty()) {
            ObjectNode computed = json.putObject("computed");
            origin.computed().forEach(computed::put);
        }
        ObjectNode types = json.putObject("types");
        for (EncodedColumn column : spec.columns()) {
            types.put(
                    column.name(),
                    String.valueOf(Objects.requireNonNull(rows.schema().typeOf(column.name()))));
        }
        return read(json.toString());
    }

    /**
     * Finds out how another run would differ.
     *
     * @param other what it would be about
     * @return for instance {@code seed is 1, not 0}; empty if it is the same
     */
    public List<String> differences(Manifest other) {
        List<String> found = new ArrayList<>();
        compare("", specJson, other.specJson, found);
        compare("data ", data, other.data, found);
        if (!Objects.equals(start, other.start)) {
            found.add("start is " + other.start + ", not " + start);
        }
        return found;
    }

    private static void compare(String prefix, JsonNode one, JsonNode other, List<String> found) {
        TreeSet<String> names = new TreeSet<>();
        names.addAll(one.propertyNames());
        names.addAll(other.propertyNames());
        for (String name : names) {
            JsonNode own = one.get(name);
            JsonNode theirs = other.get(name);
            if (own != null && theirs != null && own.isObject() && theirs.isObject()) {
                compare(prefix + name.replace('_', ' ') + " ", own, theirs, found);
            } else if (!Objects.equals(own, theirs)) {
                found.add(prefix + name.replace('_', ' ') + " is " + shown(theirs) + ", not " + shown(own));
            }
        }
    }

    private static String shown(@Nullable JsonNode value) {
        return value == null ? "none" : value.isString() ? value.stringValue() : value.toString();
    }

    /**
     * Returns the same with another state of a column.
     *
     * @param state the new state of the column that it names
     * @return a copy
     */
    public Manifest with(ColumnState state) {
        List<ColumnState> all = new ArrayList<>(states);
        all.replaceAll(one -> one.column().equals(state.column()) ? state : one);
        return new Manifest(spec, specJson, start, data, List.copyOf(all));
    }

    /**
     * Describes models that are merged of two.
     *
     * @param other what the others are about
     * @return all columns are fitted
     * @throws InvalidArgumentException if specifications or types differ
     */
    public Manifest merged(Manifest other) {
        List<String> found = new ArrayList<>();
        compare("", specJson, other.specJson, found);
        compare("type of ", data.required("types"), other.data.required("types"), found);
        if (!found.isEmpty()) {
            throw new InvalidArgumentException("models: cannot be merged, they are of different fits: "
                    + String.join("; ", found) + "; fit both in the same way");
        }
        ObjectNode both = ModelJson.MAPPER.createObjectNode();
        both.putArray("merged").add(data).add(other.data);
        both.set("types", data.required("types"));
        List<ColumnState> fitted = states.stream()
                .map(state -> new ColumnState(state.column(), state.directory(), ColumnState.State.FITTED, null))
                .toList();
        return new Manifest(spec, specJson, null, both, fitted);
    }

    /**
     * Writes it.
     *
     * @return one JSON object
     */
    public String write() {
        ObjectNode json = ModelJson.MAPPER.createObjectNode();
        json.put("format", FORMAT);
        json.put("version", VERSION);
        json.set("spec", specJson);
        if (start != null) {
            json.put("start", start);
        }
        json.set("data", data);
        ArrayNode columns = json.putArray("columns");
        for (ColumnState state : states) {
            ObjectNode column = columns.addObject();
            column.put("name", state.column());
            column.put("directory", state.directory());
            column.put("state", state.state().name().toLowerCase(Locale.ROOT));
            if (state.reason() != null) {
                column.put("reason", state.reason());
            }
        }
        return ModelJson.text(json);
    }

    /**
     * Reads one.
     *
     * @param text what {@link #write} made
     * @param file names it for messages
     * @return what it says
     * @throws InvalidArgumentException if it is of another format or version, or damaged
     */
    public static Manifest read(String text, String file) {
        try {
            JsonNode json = read(text);
            ModelJson.requireVersion(json, FORMAT, VERSION, file);
            EncoderSpec spec = SpecJson.read(json.required("spec"));
            List<ColumnState> states = new ArrayList<>();
            for (JsonNode column : json.required("columns")) {
                JsonNode reason = column.get("reason");
                states.add(new ColumnState(
                        column.required("name").stringValue(),
                        column.required("directory").stringValue(),
                        ColumnState.State.valueOf(
                                column.required("state").stringValue().toUpperCase(Locale.ROOT)),
                        reason == null ? null : reason.stringValue()));
            }
            List<String> names =
                    spec.columns().stream().map(EncodedColumn::name).toList();
            if (!states.stream().map(ColumnState::column).toList().equals(names)
                    || !states.stream().map(ColumnState::directory).toList().equals(FileNames.of(names))) {
                throw new InvalidArgumentException("its columns are not those of its specification");
            }
            JsonNode start = json.get("start");
            return new Manifest(
                    spec,
                    json.required("spec"),
                    start == null ? null : start.stringValue(),
                    json.required("data"),
                    List.copyOf(states));
        } catch (JacksonException | IllegalArgumentException e) {
            throw ModelJson.damaged(file, e, "restore it, or fit the columns again in another directory");
        }
    }
}
