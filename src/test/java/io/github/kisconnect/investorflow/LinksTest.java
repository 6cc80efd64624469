package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Markdown.Target;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The pages' links")
class LinksTest {
    private static final Map<Path, Markdown> PAGES =
            Markdown.pages().stream().collect(Collectors.toMap(Markdown::file, Function.identity()));

    static List<Target> links() {
        return PAGES.values().stream().flatMap(page -> page.links().stream()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("links")
    @DisplayName("lead to files and headings of this repository that there are, or are whole addresses of elsewhere")
    void lead(Target link) {
        URI uri = URI.create(link.text());
        if (uri.getScheme() != null) {
            assertThat(uri.getScheme()).as("%s: the scheme", link).isIn("http", "https");
            assertThat(uri.getHost()).as("%s: the host", link).contains(".");
            return;
        }
        Path file = uri.getPath().isEmpty()
                ? link.file()
                : link.file().resolveSibling(uri.getPath()).normalize();
        assertThat(file).as("%s: the file", link).exists();
        assertThat(file.isAbsolute() || file.startsWith(".."))
                .as("%s leaves the repository", link)
                .isFalse();
        if (uri.getFragment() != null) {
            assertThat(PAGES)
                    .as("%s: a page, for only pages have headings", link)
                    .containsKey(file);
            assertThat(PAGES.get(file).anchors()).as("%s: the heading", link).contains(uri.getFragment());
        }
    }
}
