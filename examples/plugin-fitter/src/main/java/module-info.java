/** A fitter for Regroup: least trimmed squares. */
module com.example.lts {
    requires io.regroup.api;

    provides io.regroup.api.spi.Fitter with
            com.example.lts.LtsFitter;
}
