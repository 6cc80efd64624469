package io.github.kisconnect.investorflow.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The plugin folder")
class PluginFolderTest {

    @TempDir
    Path directory;

    @Test
    @DisplayName("takes an archive under the archive's name")
    void unpacks() throws IOException {
        PluginFolder plugins = new PluginFolder(directory.resolve("plugins"));

        plugins.add(zip("flow-0.1.0.zip", "flow-0.1.0/lib/flow.jar"));

        assertThat(plugins.root().resolve("flow-0.1.0/flow-0.1.0/lib/flow.jar")).hasContent("content");
    }

    @Test
    @DisplayName("takes another archive in the place of the one before, and leaves the converter")
    void replaces() throws IOException {
        PluginFolder plugins = new PluginFolder(directory.resolve("plugins"));
        plugins.addConverter(List.of(), AvroLibraries.present());
        plugins.add(zip("flow-0.1.0.zip", "flow-0.1.0/lib/flow.jar"));

        plugins.replace(zip("flow-0.2.0.zip", "flow-0.2.0/lib/flow.jar"));

        assertThat(plugins.root()).isDirectoryNotContaining("glob:**/flow-0.1.0");
        assertThat(plugins.root().resolve("flow-0.2.0/flow-0.2.0/lib/flow.jar")).hasContent("content");
        assertThat(plugins.root().resolve(AvroLibraries.present().name() + "-converter"))
                .isNotEmptyDirectory();
    }

    @Test
    @DisplayName("takes another archive beside the one before")
    void adds() throws IOException {
        PluginFolder plugins = new PluginFolder(directory.resolve("plugins"));
        plugins.add(zip("flow-0.1.0.zip", "flow-0.1.0/lib/flow.jar"));

        plugins.add(zip("flow-0.2.0.zip", "flow-0.2.0/lib/flow.jar"));

        assertThat(plugins.root().resolve("flow-0.1.0/flow-0.1.0/lib/flow.jar")).exists();
        assertThat(plugins.root().resolve("flow-0.2.0/flow-0.2.0/lib/flow.jar")).exists();
    }

    @Test
    @DisplayName("refuses an archive that would write elsewhere")
    void refusesToEscape() throws IOException {
        PluginFolder plugins = new PluginFolder(directory.resolve("plugins"));
        Path archive = zip("evil.zip", "../../evil.jar");

        assertThatThrownBy(() -> plugins.add(archive))
                .isInstanceOf(UncheckedIOException.class)
                .hasStackTraceContaining("points outside the archive");
        assertThat(directory.resolve("evil.jar")).doesNotExist();
    }

    private Path zip(String name, String entry) throws IOException {
        Path archive = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write("content".getBytes());
        }
        return archive;
    }
}
