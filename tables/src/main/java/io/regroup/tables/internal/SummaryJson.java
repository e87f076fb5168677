package io.regroup.tables.internal;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.RowUse;
import io.regroup.api.StandardErrors;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.RowOrigin;
import io.regroup.api.data.Schema;
import io.regroup.api.result.Naming;
import io.regroup.api.result.SummaryHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The header of a summary as JSON text: what a file keeps beside the numbers. */
public final class SummaryJson {

    private static final int VERSION = 1;
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),(\\d+)\\)");
    private static final JsonMapper MAPPER = new JsonMapper();

    private SummaryJson() {}

    /**
     * Writes a header.
     *
     * @param header what is stored; its selection is a part of the condition
     * @return one JSON object
     */
    public static String write(SummaryHeader header) {
        FitSpec spec = header.spec();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("version", VERSION);
        ArrayNode keys = json.putArray("group_by");
        for (Schema.Field key : header.keys()) {
            keys.addObject().put("name", key.name()).put("type", key.type().toString());
        }
        put(json, "targets", spec.targets());
        put(json, "features", spec.features());
        json.put("weight", spec.weight());
        json.put("intercept", spec.intercept());
        ArrayNode minRows = json.putArray("min_rows");
        spec.minRows().forEach(minRows::add);
        json.put("row_use", spec.rowUse().name().toLowerCase(Locale.ROOT));
        json.put("fitter", spec.fitter());
        put(json, "fitter_options", spec.fitterOptions());
        json.put("naming", spec.naming().name().toLowerCase(Locale.ROOT));
        json.put("suffix", spec.suffix());
        json.put("where", header.origin().condition());
        put(json, "computed", header.origin().computed());
        json.put("form", header.form());
        json.put("form_version", header.formVersion());
        put(json, "numbers", header.numbers());
        json.put("rows_read", header.rowsRead());
        json.put("rows_selected", header.rowsSelected());
        put(json, "notes", header.notes());
        return json.toString();
    }

    private static void put(ObjectNode json, String name, List<String> values) {
        ArrayNode array = json.putArray(name);
        values.forEach(array::add);
    }

    private static void put(ObjectNode json, String name, Map<String, String> values) {
        ObjectNode object = json.putObject(name);
        values.forEach(object::put);
    }

    /**
     * Reads a header.
     *
     * @param text what {@link #write} made
     * @param file names the file for messages
     * @return the header
     * @throws InvalidArgumentException if it is of a later version, or not what {@link #write} makes
     */
    public static SummaryHeader read(String text, String file) {
        int version;
        SummaryHeader header = null;
        try {
            JsonNode json = MAPPER.readTree(text);
            version = json.required("version").intValue();
            if (version == VERSION) {
                header = header(json);
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new InvalidArgumentException(
                    file + ": its description of the fit cannot be read (" + Sql.message(e)
                            + "); it is not as it was saved, save it again",
                    e);
        }
        if (header == null) {
            throw new InvalidArgumentException(file + ": is a summary of format version " + version
                    + ", this release reads version " + VERSION + "; use the release of Regroup that wrote it");
        }
        return header;
    }

    private static SummaryHeader header(JsonNode json) {
        List<Schema.Field> keys = new ArrayList<>();
        for (JsonNode key : json.required("group_by")) {
            keys.add(new Schema.Field(text(key, "name"), type(text(key, "type"))));
        }
        List<Integer> minRows = new ArrayList<>();
        json.required("min_rows").forEach(number -> minRows.add(number.intValue()));
        FitSpec spec = new FitSpec(
                keys.stream().map(Schema.Field::name).toList(),
                texts(json, "targets"),
                texts(json, "features"),
                textOrNull(json, "weight"),
                null,
                List.of(),
                text(json, "fitter"),
                textsByName(json, "fitter_options"),
                json.required("intercept").booleanValue(),
                minRows,
                RowUse.valueOf(text(json, "row_use").toUpperCase(Locale.ROOT)),
                text(json, "suffix"),
                Naming.valueOf(text(json, "naming").toUpperCase(Locale.ROOT)),
                false,
                StandardErrors.CLASSIC,
                null);
        return new SummaryHeader(
                spec,
                keys,
                new RowOrigin(textsByName(json, "computed"), textOrNull(json, "where")),
                text(json, "form"),
                json.required("form_version").intValue(),
                texts(json, "numbers"),
                json.required("rows_read").longValue(),
                json.required("rows_selected").longValue(),
                texts(json, "notes"));
    }

    private static ColumnType type(String text) {
        Matcher decimal = DECIMAL.matcher(text);
        return decimal.matches()
                ? ColumnType.decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)))
                : ColumnType.of(ColumnType.Kind.valueOf(text));
    }

    private static String text(JsonNode json, String name) {
        return json.required(name).stringValue();
    }

    private static @Nullable String textOrNull(JsonNode json, String name) {
        return json.required(name).isNull() ? null : text(json, name);
    }

    private static List<String> texts(JsonNode json, String name) {
        List<String> texts = new ArrayList<>();
        json.required(name).forEach(value -> texts.add(value.stringValue()));
        return texts;
    }

    private static Map<String, String> textsByName(JsonNode json, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        json.required(name)
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().stringValue()));
        return texts;
    }
}
