package io.regroup.api.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.RowUse;
import io.regroup.api.spi.LeastSquaresProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contract 8: the names of the columns of the group table, in full and in order. */
class NamingTest {

    private static List<String> names(FitSpec.Builder builder) {
        FitSpec spec = builder.build();
        return GroupTable.names(spec, new LeastSquaresProgram(spec.features(), spec.intercept(), 1e-9));
    }

    private static FitSpec.Builder spec() {
        return FitSpec.groupBy("k").targets("t").features("f", "g");
    }

    @Test
    void betaNumbersTheCoefficients() {
        assertThat(names(spec()))
                .containsExactly(
                        "group_rows",
                        "t_fit_beta0",
                        "t_fit_beta1",
                        "t_fit_beta2",
                        "t_fit_beta0_err",
                        "t_fit_beta1_err",
                        "t_fit_beta2_err",
                        "t_fit_count",
                        "t_fit_rms",
                        "t_fit_chi2",
                        "t_fit_r2",
                        "t_fit_status");
    }

    @Test
    void slopesKeepTheirNumbersWithoutAnIntercept() {
        assertThat(names(spec().intercept(false)))
                .startsWith("group_rows", "t_fit_beta1", "t_fit_beta2", "t_fit_beta1_err", "t_fit_beta2_err");
    }

    @Test
    void termNamesTheFeatures() {
        assertThat(names(spec().naming(Naming.TERM).suffix("_v2")))
                .containsExactly(
                        "group_rows",
                        "t_intercept_v2",
                        "t_intercept_err_v2",
                        "t_slope_f_v2",
                        "t_slope_f_err_v2",
                        "t_slope_g_v2",
                        "t_slope_g_err_v2",
                        "t_count_v2",
                        "t_rms_v2",
                        "t_chi2_v2",
                        "t_r2_v2",
                        "t_status_v2");
    }

    @Test
    void diagnosticsAndMediansComeLast() {
        assertThat(names(spec().diagnostics(true).weight("w").medians("m").rowUse(RowUse.JOINT)))
                .endsWith(
                        "t_fit_status",
                        "t_fit_beta0_t",
                        "t_fit_beta1_t",
                        "t_fit_beta2_t",
                        "t_fit_beta0_p",
                        "t_fit_beta1_p",
                        "t_fit_beta2_p",
                        "t_fit_mad",
                        "t_fit_condition",
                        "t_fit_excluded_feature",
                        "t_fit_excluded_target",
                        "t_fit_excluded_weight",
                        "t_fit_excluded_zero_weight",
                        "t_fit_excluded_other_target",
                        "m_fit_median");
        assertThat(names(spec().naming(Naming.TERM).medians("m"))).endsWith("t_status_fit", "m_median_fit");
    }

    @Test
    void rowsGetPredictionAndResidual() {
        assertThat(Naming.BETA.prediction("t", "_fit")).isEqualTo("t_fit");
        assertThat(Naming.BETA.residual("t", "_fit")).isEqualTo("t_fit_res");
        assertThat(Naming.TERM.residual("t", "_fit")).isEqualTo("t_res_fit");
    }
}
