/** An engine for Regroup: least squares by planar rotations. */
module com.example.givens {
    requires io.regroup.api;
    requires io.regroup.kernels;

    provides io.regroup.api.spi.Engine with
            com.example.givens.GivensEngine;
}
