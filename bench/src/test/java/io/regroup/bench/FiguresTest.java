package io.regroup.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures; those of made-up results stay in target/figures for whoever wants to look at them. */
class FiguresTest {

    private static final Path DIRECTORY = Path.of("target", "figures");

    @BeforeAll
    static void withoutScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void everyFigureIsAPicture() throws IOException {
        Files.createDirectories(DIRECTORY);

        List<String> figures = Figures.draw(Measured.everything(), DIRECTORY);

        assertThat(figures)
                .containsExactly(
                        "throughput-sorted.png",
                        "throughput-shuffled.png",
                        "speed-up-of-vector.png",
                        "scaling-groups-sorted.png",
                        "scaling-groups-shuffled.png",
                        "scaling-rows.png",
                        "scaling-threads-sorted.png",
                        "scaling-threads-shuffled.png",
                        "scaling-mixture-file.png");
        for (String figure : figures) {
            assertThat(ImageIO.read(DIRECTORY.resolve(figure).toFile()).getWidth())
                    .as(figure)
                    .isEqualTo(1200);
        }
    }

    /** The library writes a number at the bar of no height that stands for a gap: it would be made up. */
    @Test
    void numbersAreWrittenOnlyWhereThereAreNoGaps() {
        Results gaps = new Results();
        gaps.addAll(Measured.everything().all().stream()
                .filter(result -> !result.scenario().equals("S5-sorted")
                        || !result.contender().equals("robust"))
                .toList());

        assertThat(new Figures(Measured.everything(), DIRECTORY)
                        .speedUps()
                        .getStyler()
                        .isLabelsVisible())
                .isTrue();
        assertThat(new Figures(gaps, DIRECTORY).speedUps().getStyler().isLabelsVisible())
                .isFalse();
    }

    /** On rows so few that it is not compiled yet. */
    @Test
    void aVectorEngineThatIsFarSlowerIsDrawn(@TempDir Path directory) throws IOException {
        Results results = new Results();
        results.addAll(List.of(
                Measured.result("S1-sorted", "vector", 1_000, 50, 2, 0.1),
                Measured.result("S1-sorted", "forkjoin", 1_000, 50, 2, 0.002)));

        assertThat(Figures.draw(results, directory)).contains("speed-up-of-vector.png");
    }

    @Test
    void nothingIsDrawnOfNothing() throws IOException {
        assertThat(Figures.draw(new Results(), DIRECTORY)).isEmpty();
    }
}
