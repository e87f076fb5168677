package io.regroup.gmm.encoder.internal;

import io.regroup.api.InvalidArgumentException;
import io.regroup.gmm.Covariance;
import io.regroup.gmm.DirichletProcess;
import io.regroup.gmm.MixtureSpec;
import io.regroup.gmm.encoder.Assignment;
import io.regroup.gmm.encoder.EncodedColumn;
import io.regroup.gmm.encoder.EncoderSpec;
import io.regroup.gmm.encoder.MissingValues;
import io.regroup.gmm.encoder.UnseenCategories;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is wanted of an encoder, as JSON. */
final class SpecJson {

    private SpecJson() {}

    static void write(EncoderSpec spec, ObjectNode json) {
        ArrayNode columns = json.putArray("columns");
        for (EncodedColumn column : spec.columns()) {
            ObjectNode one = columns.addObject();
            one.put("name", column.name());
            one.put("kind", lower(column.kind()));
            if (!column.modal().isEmpty()) {
                ArrayNode modal = one.putArray("modal");
                column.modal().forEach(modal::add);
            }
        }
        json.put("least_weight", spec.leastWeight());
        json.put("assignment", lower(spec.assignment()));
        json.put("missing", lower(spec.missing()));
        json.put("unseen", lower(spec.unseen()));
        json.put("most_categories", spec.mostCategories());
        json.put("strict_clip", spec.strictClip());
        json.put("seed", spec.seed());
        write(spec.mixture(), json.putObject("mixture"));
    }

    private static void write(MixtureSpec mixture, ObjectNode json) {
        json.put("fewest_components", mixture.fewestComponents());
        json.put("most_components", mixture.mostComponents());
        json.put("tolerance", mixture.tolerance());
        json.put("max_iterations", mixture.maxIterations());
        json.put("starts", mixture.starts());
        json.put("seed", mixture.seed());
        json.put("variance_floor", mixture.varianceFloor());
        json.put("regularization", mixture.regularization());
        json.put("sketch", mixture.sketch());
        json.put("from_histogram", mixture.fromHistogram());
        DirichletProcess prior = mixture.prior();
        if (prior != null) {
            ObjectNode process = json.putObject("dirichlet_process");
            process.put("concentration", prior.concentration());
            process.put("mean_precision", prior.meanPrecision());
            process.put("degrees_of_freedom", prior.degreesOfFreedom(1));
        }
    }

    static EncoderSpec read(JsonNode json) {
        List<EncodedColumn> columns = new ArrayList<>();
        for (JsonNode one : json.required("columns")) {
            List<String> modal = new ArrayList<>();
            JsonNode values = one.get("modal");
            if (values != null) {
                values.forEach(value -> modal.add(value.stringValue()));
            }
            columns.add(new EncodedColumn(
                    one.required("name").stringValue(),
                    EncodedColumn.Kind.valueOf(upper(one.required("kind"))),
                    modal));
        }
        return new EncoderSpec(
                columns,
                json.required("least_weight").doubleValue(),
                Assignment.valueOf(upper(json.required("assignment"))),
                MissingValues.valueOf(upper(json.required("missing"))),
                UnseenCategories.valueOf(upper(json.required("unseen"))),
                json.required("most_categories").intValue(),
                json.required("strict_clip").booleanValue(),
                json.required("seed").longValue(),
                mixture(json.required("mixture")));
    }

    private static MixtureSpec mixture(JsonNode json) {
        MixtureSpec.Builder builder = MixtureSpec.builder()
                .components(
                        json.required("fewest_components").intValue(),
                        json.required("most_components").intValue())
                .tolerance(json.required("tolerance").doubleValue())
                .maxIterations(json.required("max_iterations").intValue())
                .starts(json.required("starts").intValue())
                .seed(json.required("seed").longValue())
                .varianceFloor(json.required("variance_floor").doubleValue())
                .regularization(json.required("regularization").doubleValue())
                .sketch(json.required("sketch").intValue());
        if (json.required("from_histogram").booleanValue()) {
            builder.fromHistogram();
        }
        JsonNode prior = json.get("dirichlet_process");
        if (prior != null) {
            builder.prior(DirichletProcess.of(prior.required("concentration").doubleValue())
                    .withMeanPrecision(prior.required("mean_precision").doubleValue())
                    .withDegreesOfFreedom(prior.required("degrees_of_freedom").doubleValue()));
        }
        return builder.build();
    }

    /** Starts a specification that is the same but for its start. */
    static MixtureSpec.Builder builder(MixtureSpec mixture) {
        MixtureSpec.Builder builder = MixtureSpec.builder()
                .tolerance(mixture.tolerance())
                .maxIterations(mixture.maxIterations())
                .starts(mixture.starts())
                .seed(mixture.seed())
                .varianceFloor(mixture.varianceFloor())
                .regularization(mixture.regularization())
                .sketch(mixture.sketch());
        DirichletProcess prior = mixture.prior();
        return prior == null ? builder : builder.prior(prior);
    }

    /**
     * Checks that a specification can be stored.
     *
     * @throws InvalidArgumentException if it says what the format has no word for
     */
    static void require(EncoderSpec spec) {
        MixtureSpec mixture = spec.mixture();
        DirichletProcess prior = mixture.prior();
        if (mixture.start() != null) {
            throw new InvalidArgumentException(
                    "mixture: columns do not share a start; start from the models of a directory instead");
        }
        if (mixture.covariance() != Covariance.FULL) {
            throw new InvalidArgumentException(
                    "mixture: the form of covariances means nothing for single columns; leave it out");
        }
        if (prior != null && (prior.mean() != null || prior.covariance() != null)) {
            throw new InvalidArgumentException(
                    "mixture: columns do not share the mean and the variance of a prior; leave them out");
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(JsonNode json) {
        return json.stringValue().toUpperCase(Locale.ROOT);
    }
}
