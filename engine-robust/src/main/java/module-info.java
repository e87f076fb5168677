import io.regroup.engine.robust.internal.RobustEngine;

/** The reference engine: Commons Math's QR and extended precision, clarity and accuracy before speed. */
module io.regroup.engine.robust {
    requires commons.math3;
    requires io.regroup.kernels;
    requires static org.jspecify;

    provides io.regroup.api.spi.Engine with
            RobustEngine;
}
