package io.github.kisconnect.investorflow.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A market/sector pair")
class MarketSectorTest {

    @ParameterizedTest
    @DisplayName("is written as it is read")
    @ValueSource(strings = {"KSP:0001", "999:S001", "K2I:F001", "A:0", "ABCDEFGHIJKL:12345678"})
    void readAndWritten(String text) {
        assertThat(MarketSector.parse(text)).get().hasToString(text);
    }

    @ParameterizedTest
    @DisplayName("is not read from anything else")
    @ValueSource(
            strings = {
                "",
                ":",
                "KSP",
                "KSP:",
                ":0001",
                "ksp:0001",
                "KSP:0001 ",
                " KSP:0001",
                "KSP: 0001",
                "KSP:0001\n",
                "KSP:00:01",
                "KSP/0001",
                "KSP:*",
                "ABCDEFGHIJKLM:0001",
                "KSP:123456789",
                "KSP:０００１",
                "코스피:0001",
                "KSP:0001&x=1"
            })
    void notRead(String text) {
        assertThat(MarketSector.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("cannot be made of what could not be read")
    void notMade() {
        assertThatThrownBy(() -> new MarketSector("KSP", "0001:")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MarketSector("K:SP", "0001")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MarketSector(null, "0001")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new MarketSector("KSP", null)).isInstanceOf(NullPointerException.class);
    }
}
