package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds files, and parts of files, to what the code makes of them; with {@code -Pgenerate} they are written anew first. */
public final class Generated {
    private Generated() {}

    /** The whole of a file. */
    public static void file(Path file, String content) throws IOException {
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(file, content);
        }
        assertThat(Files.readString(file))
                .as("%s, which CONTRIBUTING.md says how to write", file)
                .isEqualTo(content);
    }

    /** What stands in a file behind the first {@code begin}, and before the {@code end} that comes next. */
    public static void part(Path file, String begin, String end, String content) throws IOException {
        String text = Files.readString(file);
        int from = text.indexOf(begin) + begin.length();
        assertThat(text).as("%s", file).contains(begin);
        file(file, text.substring(0, from) + content + text.substring(text.indexOf(end, from)));
    }
}
