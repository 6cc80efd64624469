package io.github.kisconnect.investorflow.kis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A line of the log")
class OneLineTest {

    @ParameterizedTest
    @CsvSource({"abc,abc", "abcd,abc…", "ab😀,ab…", "a😀,a😀", "a😀b,a😀…", "😀😀,😀…"})
    @DisplayName("of what the API sent has no more than the longest length, and no half of a character")
    void cut(String text, String shown) {
        assertThat(OneLine.of(text, 3)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"'a\nb','a b'", "'a\r\n\tb','a b'", "'a\u0000b\u007f','a b '"})
    @DisplayName("of what the API sent is one")
    void controls(String text, String shown) {
        assertThat(OneLine.of(text, 10)).isEqualTo(shown);
    }
}
