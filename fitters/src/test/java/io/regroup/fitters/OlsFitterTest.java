package io.regroup.fitters;

import static org.assertj.core.api.Assertions.assertThat;

import io.regroup.api.FitSpec;
import io.regroup.api.Plugins;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.Fitter;
import io.regroup.api.spi.LeastSquaresProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class OlsFitterTest {

    private final Fitter ols = Plugins.find().fitter("ols");

    @Test
    void compilesTheSpecificationIntoALeastSquaresProblem() {
        FitSpec spec = FitSpec.groupBy("k")
                .targets("y")
                .features("a", "b")
                .intercept(false)
                .fitterOption("rank-tolerance", "1e-7")
                .build();
        assertThat(ols.compile(spec)).isEqualTo(new LeastSquaresProgram(List.of("a", "b"), false, 1e-7));
    }

    @Test
    void toleranceHasTheDocumentedDefault() {
        FitSpec spec = FitSpec.groupBy("k").targets("y").features("a").build();
        assertThat(ols.compile(spec)).isEqualTo(new LeastSquaresProgram(List.of("a"), true, 1e-9));
        assertThat(ols.describe().options()).singleElement().satisfies(option -> {
            assertThat(option.name()).isEqualTo("rank-tolerance");
            assertThat(option.defaultValue()).isEqualTo("1.0E-9");
        });
        assertThat(ols.compile(spec).kind()).isEqualTo(FitProgram.Kind.MERGEABLE);
    }

    /** A cluster engine ships both to where the rows are. */
    @Test
    void specificationAndProgramCanBeShipped() throws IOException, ClassNotFoundException {
        FitSpec spec = FitSpec.groupBy("k")
                .targets("y")
                .features("a")
                .weight("w")
                .fitterOption("rank-tolerance", "1e-7")
                .build();
        assertThat(shipped(spec)).isEqualTo(spec);
        assertThat(shipped(ols.compile(spec))).isEqualTo(ols.compile(spec));
    }

    private static Object shipped(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
