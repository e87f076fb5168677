import io.regroup.fitters.internal.AggregateFitter;
import io.regroup.fitters.internal.BisquareFitter;
import io.regroup.fitters.internal.HampelFitter;
import io.regroup.fitters.internal.HuberFitter;
import io.regroup.fitters.internal.OlsFitter;
import io.regroup.fitters.internal.PolynomialFitter;
import io.regroup.fitters.internal.QuantileFitter;
import io.regroup.fitters.internal.RidgeFitter;
import io.regroup.fitters.internal.TheilSenFitter;

/** The fitters that come with Regroup. */
module io.regroup.fitters {
    requires io.regroup.api;
    requires static org.jspecify;

    provides io.regroup.api.spi.Fitter with
            AggregateFitter,
            BisquareFitter,
            HampelFitter,
            HuberFitter,
            OlsFitter,
            PolynomialFitter,
            QuantileFitter,
            RidgeFitter,
            TheilSenFitter;
}
