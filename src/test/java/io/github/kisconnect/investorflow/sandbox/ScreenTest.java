package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The screen")
class ScreenTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    @DisplayName("takes a pipe for no terminal, also on a JDK that has a console there")
    void pipe() {
        assertThat(Screen.isTerminal(System.console())).isFalse();
    }

    @Test
    @DisplayName("draws a block over the one before in a terminal, but not over a line in between")
    void terminal() {
        Screen screen = screen(true);
        screen.draw(List.of("one", "two"));
        screen.draw(List.of("three", "four"));
        screen.line("five");
        screen.draw(List.of("six"));
        assertThat(text().replace("\u001b[?7l", "").replace("\u001b[?7h", ""))
                .isEqualTo("one\ntwo\n\u001b[2A\u001b[0Jthree\nfour\nfive\nsix\n");
    }

    @Test
    @DisplayName("writes plain lines elsewhere")
    void elsewhere() {
        Screen screen = screen(false);
        screen.draw(List.of("one", "two"));
        screen.draw(List.of("three", "네"));
        assertThat(text()).isEqualTo("one\ntwo\nthree\n네\n");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"24 80, 80", "'50 132\n', 132", "0 0, 2147483647", "stty: no terminal, 2147483647", "'', 2147483647"})
    @DisplayName("knows how wide the terminal is, where that is told")
    void columns(String size, int columns) {
        assertThat(Screen.columns(size)).isEqualTo(columns);
    }

    private Screen screen(boolean terminal) {
        return new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), terminal);
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
