package io.regroup.cli.internal;

import io.regroup.gmm.encoder.CategoricalModel;
import io.regroup.gmm.encoder.ColumnModel;
import io.regroup.gmm.encoder.NumericModel;
import java.util.Locale;

/** Models of columns in words. */
final class ModelText {

    private ModelText() {}

    /** Describes a model in one line. */
    static String line(ColumnModel model) {
        return switch (model) {
            case NumericModel number -> numeric(number);
            case CategoricalModel category ->
                String.format(
                        Locale.ROOT,
                        "%d categories of %s%s",
                        category.width(),
                        count(category.rows(), "row"),
                        category.missing() == 0 ? "" : ", " + count(category.missing(), "row") + " without");
        };
    }

    private static String numeric(NumericModel model) {
        long modal = model.modes().stream().filter(mode -> mode.modal() != null).count();
        int components = model.mixture() == null ? 0 : model.mixture().components();
        String text = String.format(
                Locale.ROOT,
                "%d of %d components kept%s; %s",
                model.width() - modal,
                components,
                modal == 0 ? "" : ", " + count(modal, "modal value"),
                count(model.fit().used(), "value"));
        return model.fit().used() == 0 || components == 0
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                ", mean log-likelihood %.6f, %s",
                                model.fit().logLikelihood() / model.fit().used(),
                                (model.fit().converged() ? "converged after " : "not converged after ")
                                        + count(model.fit().iterations(), "step"));
    }

    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
