package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.Generated;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/configuration.md")
class ConfigurationDocTest {
    private static final Path FILE = Path.of("docs", "configuration.md");

    @Test
    @DisplayName("says what the definition says")
    void isCurrent() throws IOException {
        Generated.file(FILE, ConfigurationDoc.markdown());
    }
}
