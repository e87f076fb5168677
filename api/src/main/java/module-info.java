/**
 * What Regroup is made of: data sets, fit specifications, results, and the three service interfaces
 * ({@code Fitter}, {@code Engine}, {@code ReductionStrategy}) that plug-ins implement.
 */
module io.regroup.api {
    requires static org.jspecify;

    exports io.regroup.api;
    exports io.regroup.api.aggregate;
    exports io.regroup.api.data;
    exports io.regroup.api.engine;
    exports io.regroup.api.result;
    exports io.regroup.api.spi;

    uses io.regroup.api.spi.Engine;
    uses io.regroup.api.spi.Fitter;
    uses io.regroup.api.spi.ReductionStrategy;
}
