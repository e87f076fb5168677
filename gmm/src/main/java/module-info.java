import io.regroup.api.spi.Fitter;
import io.regroup.gmm.internal.GmmFitter;

/** Gaussian mixtures, for whole columns and for groups of rows, and the column encoder that is built on them. */
module io.regroup.gmm {
    requires transitive io.regroup.api;
    requires static org.jspecify;
    requires tools.jackson.databind;

    exports io.regroup.gmm;
    exports io.regroup.gmm.encoder;

    provides Fitter with
            GmmFitter;
}
