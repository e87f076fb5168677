package io.regroup.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodesTest {

    /** Every byte, in every place, among the smallest and the largest codes. */
    @Test
    void oneByteThatIsNoCodeIsSeenAnywhere() {
        for (int values : new int[] {1, 2, 7, 100, 127, 128}) {
            for (int length : new int[] {1, 7, 8, 9, 16, 23}) {
                for (int place = 0; place < length; place++) {
                    for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
                        for (int others : new int[] {0, values - 1}) {
                            byte[] bytes = new byte[length];
                            Arrays.fill(bytes, (byte) others);
                            bytes[place] = (byte) value;
                            assertThat(Codes.areBelow(bytes, values))
                                    .as("%d of %d at %d of %d", value, values, place, length)
                                    .isEqualTo(value >= 0 && value < values);
                        }
                    }
                }
            }
        }
    }

    @Test
    void ofNoValuesThereAreNoCodes() {
        assertThat(Codes.areBelow(new byte[0], 0)).isTrue();
        assertThat(Codes.areBelow(new byte[9], 0)).isFalse();
        assertThat(Codes.areBelow(new byte[1], 0)).isFalse();
    }
}
