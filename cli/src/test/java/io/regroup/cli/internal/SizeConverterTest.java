package io.regroup.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SizeConverterTest {

    @ParameterizedTest(name = "''{0}''")
    @CsvSource({
        "0, 0",
        "1000, 1000",
        "12 B, 12",
        "50m, 52428800",
        "50MB, 52428800",
        "50MiB, 52428800",
        "2 GB, 2147483648",
        "2G, 2147483648",
        "1.5g, 1610612736",
        "1.5 Gib, 1610612736",
        "0.3k, 307",
        "1tB, 1099511627776",
        "' 1K ', 1024",
        "9223372036854775807, 9223372036854775807",
        "8388607.5t, 9223371487098961920"
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "", "g", "1.5", "1.5b", "1,5g", "-1g", "1.g", ".5g", "1e9", "2 bits", "2gi", "2 g b", "0x10", "1p"
            })
    void othersAreRefusedWithExamples(String text) {
        assertThatThrownBy(() -> new SizeConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("expected a size such as 800m, 1.5 GB or 4GiB, or a number of bytes, got " + text);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"8388608t", "9223372036854775808", "9999999999999999999g"})
    void whatNoComputerHasIsRefused(String text) {
        assertThatThrownBy(() -> new SizeConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("expected less than 8388608t, got " + text);
    }
}
