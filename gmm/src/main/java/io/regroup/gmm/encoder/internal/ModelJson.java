package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.ColumnType;
import io.regroup.gmm.Covariance;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.encoder.CategoricalModel;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.FitFacts;
import io.regroup.gmm.encoder.NumericModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The model of a column as JSON: doubles are written in the shortest form that reads back as the same bits. */
public final class ModelJson {

    private static final String FORMAT = "regroup-column-model";
    private static final int VERSION = 1;
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");

    static final JsonMapper MAPPER = new JsonMapper();

    private ModelJson() {}

    /**
     * Writes a model.
     *
     * @param model any
     * @return one JSON object, to be read by people as well
     */
    public static String write(ColumnModel model) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("format", FORMAT);
        json.put("version", VERSION);
        json.put("column", model.name());
        json.put("type", model.type().toString());
        switch (model) {
            case NumericModel number -> write(number, json);
            case CategoricalModel category -> write(category, json);
        }
        return text(json);
    }

    static String text(JsonNode json) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    private static void write(NumericModel model, ObjectNode json) {
        json.put("encoding", "numeric");
        json.put("scale", model.scale().name().toLowerCase(Locale.ROOT));
        json.put("missing_column", model.missingColumn());
        json.put("nan_column", model.nanColumn());
        json.put("strict_clip", model.strictClip());
        ArrayNode components = json.putArray("components");
        GaussianMixture mixture = model.mixture();
        for (int k = 0; mixture != null && k < mixture.components(); k++) {
            ObjectNode component = components.addObject();
            component.put("weight", mixture.weight(k));
            component.put("mean", mixture.mean(k)[0]);
            component.put("variance", mixture.covariance(k)[0][0]);
        }
        ArrayNode oneHot = json.putArray("one_hot");
        for (NumericModel.Mode mode : model.modes()) {
            ObjectNode one = oneHot.addObject();
            if (mode.modal() == null) {
                one.put("component", mode.component());
            } else {
                one.put("modal", mode.modal());
            }
            one.put("rows", mode.rows());
        }
        write(model.fit(), json.putObject("fit"));
    }

    private static void write(FitFacts fit, ObjectNode json) {
        json.put("rows", fit.rows());
        json.put("missing", fit.missing());
        json.put("nan", fit.nan());
        json.put("infinite", fit.infinite());
        json.put("used", fit.used());
        json.put("least", fit.least());
        json.put("greatest", fit.greatest());
        json.put("iterations", fit.iterations());
        json.put("converged", fit.converged());
        json.put("log_likelihood", fit.logLikelihood());
        if (fit.engine() != null) {
            json.put("engine", fit.engine());
        }
        ArrayNode notes = json.putArray("notes");
        fit.notes().forEach(notes::add);
    }

    private static void write(CategoricalModel model, ObjectNode json) {
        json.put("encoding", "categorical");
        json.put("missing_column", model.missingColumn());
        json.put("unseen_column", model.unseenColumn());
        json.put("rows", model.rows());
        json.put("missing", model.missing());
        ArrayNode oneHot = json.putArray("one_hot");
        for (CategoricalModel.Category category : model.categories()) {
            oneHot.addObject().put("value", category.value()).put("rows", category.rows());
        }
    }

    /**
     * Reads a model.
     *
     * @param text what {@link #write} made
     * @param file names it for messages
     * @return the model
     * @throws InvalidArgumentException if it is of another format or version, or its numbers cannot be those of a model
     */
    public static ColumnModel read(String text, String file) {
        try {
            JsonNode json = MAPPER.readTree(text);
            requireVersion(json, FORMAT, VERSION, file);
            String name = json.required("column").stringValue();
            ColumnType type = type(json.required("type").stringValue());
            ColumnModel model = json.required("encoding").stringValue().equals("numeric")
                    ? numeric(name, type, json)
                    : categorical(name, type, json);
            // reads the texts of values as well
            var _ = new ColumnDecoder(model, Collections.nCopies(model.outputs().size(), -1), 1, 1);
            return model;
        } catch (JacksonException | IllegalArgumentException e) {
            throw damaged(file, e, "fit the column again");
        }
    }

    /** Wraps what is wrong with a file; what names the file already stays as it is. */
    static InvalidArgumentException damaged(String file, RuntimeException e, String remedy) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.startsWith(file)
                ? new InvalidArgumentException(message, e)
                : new InvalidArgumentException(
                        file + ": cannot be read (" + (e instanceof JacksonException json ? fault(json) : message)
                                + "); it is not as it was written, " + remedy,
                        e);
    }

    /** What the library says of it names its own classes and options. */
    private static String fault(JacksonException e) {
        TokenStreamLocation place = e.getLocation();
        return e instanceof StreamReadException
                ? "no JSON" + (place == null ? "" : " in line " + place.getLineNr() + ", column " + place.getColumnNr())
                : "an entry is missing or is of another kind";
    }

    static void requireVersion(JsonNode json, String format, int version, String file) {
        if (!json.required("format").stringValue().equals(format)) {
            throw new InvalidArgumentException(file + ": expected the format " + format + ", got "
                    + json.required("format").stringValue() + "; give a directory that regroup gmm fit has written");
        }
        int found = json.required("version").intValue();
        if (found != version) {
            throw new InvalidArgumentException(file + ": is of format version " + found
                    + ", this release reads version " + version + "; use the release of Regroup that wrote it");
        }
    }

    private static NumericModel numeric(String name, ColumnType type, JsonNode json) {
        if (!type.isNumeric()) {
            throw new InvalidArgumentException("type: expected numbers, got " + type);
        }
        List<NumericModel.Mode> modes = new ArrayList<>();
        for (JsonNode one : json.required("one_hot")) {
            JsonNode modal = one.get("modal");
            modes.add(new NumericModel.Mode(
                    modal == null ? one.required("component").intValue() : -1,
                    modal == null ? null : modal.stringValue(),
                    one.required("rows").longValue()));
        }
        JsonNode fit = json.required("fit");
        JsonNode engine = fit.get("engine");
        List<String> notes = new ArrayList<>();
        fit.required("notes").forEach(note -> notes.add(note.stringValue()));
        return new NumericModel(
                name,
                type,
                NumericModel.Scale.valueOf(json.required("scale").stringValue().toUpperCase(Locale.ROOT)),
                mixture(json.required("components")),
                modes,
                json.required("missing_column").booleanValue(),
                json.required("nan_column").booleanValue(),
                json.required("strict_clip").booleanValue(),
                new FitFacts(
                        fit.required("rows").longValue(),
                        fit.required("missing").longValue(),
                        fit.required("nan").longValue(),
                        fit.required("infinite").longValue(),
                        fit.required("used").longValue(),
                        fit.required("least").doubleValue(),
                        fit.required("greatest").doubleValue(),
                        fit.required("iterations").intValue(),
                        fit.required("converged").booleanValue(),
                        fit.required("log_likelihood").doubleValue(),
                        engine == null ? null : engine.stringValue(),
                        notes));
    }

    private static @Nullable GaussianMixture mixture(JsonNode components) {
        int count = components.size();
        if (count == 0) {
            return null;
        }
        double[] weights = new double[count];
        double[][] means = new double[count][1];
        double[][][] variances = new double[count][1][1];
        for (int k = 0; k < count; k++) {
            JsonNode component = components.get(k);
            weights[k] = component.required("weight").doubleValue();
            means[k][0] = component.required("mean").doubleValue();
            variances[k][0][0] = component.required("variance").doubleValue();
        }
        return GaussianMixture.of(Covariance.FULL, weights, means, variances);
    }

    private static CategoricalModel categorical(String name, ColumnType type, JsonNode json) {
        List<CategoricalModel.Category> categories = new ArrayList<>();
        for (JsonNode one : json.required("one_hot")) {
            categories.add(new CategoricalModel.Category(
                    one.required("value").stringValue(), one.required("rows").longValue()));
        }
        return new CategoricalModel(
                name,
                type,
                categories,
                json.required("missing_column").booleanValue(),
                json.required("unseen_column").booleanValue(),
                json.required("rows").longValue(),
                json.required("missing").longValue());
    }

    static ColumnType type(String text) {
        Matcher decimal = DECIMAL.matcher(text);
        return decimal.matches()
                ? ColumnType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)))
                : ColumnType.of(ColumnType.Kind.valueOf(text));
    }
}
