package io.regroup.gmm.encoder;

import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.ColumnType;
import io.regroup.api.data.Schema;
import io.regroup.gmm.GaussianMixture;
import io.regroup.gmm.encoder.internal.ScaleFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a column of numbers is encoded. A value is either modal and stands for itself, or belongs to a component of the mixture and is
 * encoded as {@code u = (t − μ) / (4σ)}, cut off at ±0.99, where t is the value on the model's scale.
 *
 * @param name the column
 * @param type its type, numeric
 * @param scale what is mixed
 * @param mixture all components, in the order in which they were fitted; null if all values are modal
 * @param modes what has a one-hot column, by rank
 * @param missingColumn whether missing values have an indicator
 * @param nanColumn whether NaN has an indicator
 * @param strictClip whether there is no overflow column, so that values are lost
 * @param fit how the model came about
 */
public record NumericModel(
        String name,
        ColumnType type,
        Scale scale,
        @Nullable GaussianMixture mixture,
        List<Mode> modes,
        boolean missingColumn,
        boolean nanColumn,
        boolean strictClip,
        FitFacts fit)
        implements ColumnModel {

    /** How values are transformed before they are mixed. */
    public enum Scale {
        /** As they are. */
        LINEAR,
        /** {@code ln x}; values that are not positive are carried in the overflow column. */
        LOG,
        /** {@code sign(x) ln(1 + |x|)}. */
        SIGNED_LOG
    }

    /**
     * What has a one-hot column: a component or a modal value.
     *
     * @param component the number of the component in the mixture, -1 for a modal value
     * @param modal the value as text as it is stored, or {@code missing}; null for a component
     * @param rows how many rows it had when the model was fitted: for a component those for which it was the most responsible
     */
    public record Mode(int component, @Nullable String modal, long rows) {}

    /**
     * Checks the parts.
     *
     * @throws InvalidArgumentException if the mixture has several dimensions, or modes do not fit it
     */
    public NumericModel {
        modes = List.copyOf(modes);
        if (mixture != null && mixture.dimensions() != 1) {
            throw new InvalidArgumentException("column " + name + ": expected a mixture of one dimension, got "
                    + mixture.dimensions() + " dimensions");
        }
        int components = mixture == null ? 0 : mixture.components();
        boolean[] seen = new boolean[components];
        for (Mode mode : modes) {
            if (mode.modal() != null) {
                continue;
            }
            if (mode.component() < 0 || mode.component() >= components || seen[mode.component()]) {
                throw new InvalidArgumentException("column " + name + ": component " + mode.component()
                        + " of a one-hot column: expected each of 0 to " + (components - 1) + " at most once");
            }
            seen[mode.component()] = true;
        }
        if (components > 0 && modes.stream().allMatch(mode -> mode.modal() != null)) {
            throw new InvalidArgumentException("column " + name + ": no component of the mixture has a one-hot column");
        }
    }

    /**
     * Brings a value to the scale on which the mixture is.
     *
     * @param value a value of the column
     * @return the number on the scale; NaN if the value has none there: if it is not finite, modal, or not positive where logarithms are
     *     taken
     */
    public double scaled(double value) {
        boolean modal = modes.stream()
                .map(Mode::modal)
                .anyMatch(text ->
                        text != null && !text.equals(EncodedColumn.MISSING) && Double.parseDouble(text) == value);
        return modal || Double.isNaN(value) || Double.isInfinite(value)
                ? Double.NaN
                : ScaleFunction.apply(scale, value);
    }

    @Override
    public long rows() {
        return fit.rows();
    }

    @Override
    public int width() {
        return modes.size();
    }

    @Override
    public List<Schema.Field> outputs() {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(new Schema.Field(name, ColumnType.FLOAT64));
        for (int rank = 0; rank < modes.size(); rank++) {
            fields.add(new Schema.Field(name + "_" + rank, ColumnType.BOOLEAN));
        }
        if (!strictClip) {
            fields.add(new Schema.Field(name + OVERFLOW, type));
        }
        Stream.of(missingColumn ? MISSING : "", nanColumn ? NAN : "")
                .filter(suffix -> !suffix.isEmpty())
                .forEach(suffix -> fields.add(new Schema.Field(name + suffix, ColumnType.BOOLEAN)));
        return fields;
    }
}
