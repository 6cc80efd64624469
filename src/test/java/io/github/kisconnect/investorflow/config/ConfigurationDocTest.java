package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/configuration.md")
class ConfigurationDocTest {
    private static final Path FILE = Path.of("docs", "configuration.md");

    @Test
    @DisplayName("says what the definition says; -Ddocs.update=true writes it anew")
    void isCurrent() throws IOException {
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(FILE, ConfigurationDoc.markdown());
        }
        assertThat(Files.readString(FILE)).isEqualTo(ConfigurationDoc.markdown());
    }
}
