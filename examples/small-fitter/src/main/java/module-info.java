/** Deming's line for Regroup. */
module com.example.deming {
    requires io.regroup.api;

    provides io.regroup.api.spi.Fitter with
            com.example.deming.DemingFitter;
}
