import io.regroup.nonlinear.NonlinearFitter;

/** Nonlinear least squares: named models, formulas and models of an application's own. */
module io.regroup.nonlinear {
    requires io.regroup.api;
    requires static org.jspecify;

    exports io.regroup.nonlinear;

    provides io.regroup.api.spi.Fitter with
            NonlinearFitter;
}
