package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.kisconnect.investorflow.config.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The files for GitHub")
class GitHubFilesTest {
    private static final Path FOLDER = Path.of(".github");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** What a script printed, errors as well, without the blanks around. */
    private record Printed(int exitCode, String text) {}

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("workflows"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workflows")
    @DisplayName("have workflows that may only read, but for the job that publishes, and jobs that end in time")
    void least(Path workflow) throws IOException {
        JsonNode read = YAML.readTree(workflow.toFile());
        assertThat(read.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        for (Map.Entry<String, JsonNode> job : read.path("jobs").properties()) {
            JsonNode told = job.getValue();
            if (!job.getKey().equals("publish")) {
                assertThat(told.has("permissions")).as(job.getKey()).isFalse();
            }
            // One that calls a workflow has the limits of that one's jobs.
            assertThat(told.has("uses") || told.path("timeout-minutes").asInt() > 0)
                    .as("%s has a limit", job.getKey())
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workflows")
    @DisplayName("name actions by their commits, with the version beside, and workflows that there are")
    void pinned(Path workflow) throws IOException {
        List<String> used = all("uses: (.+)", Files.readString(workflow));
        assertThat(used).isNotEmpty();
        for (String action : used) {
            if (action.startsWith("./")) {
                assertThat(Path.of(action)).exists();
            } else {
                assertThat(action).matches("[\\w-]+/[\\w-]+@[0-9a-f]{40} # v[0-9.]+");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workflows")
    @DisplayName("run scripts and profiles of Maven that there are")
    void known(Path workflow) throws IOException {
        String commands = commands(workflow);
        for (String script : all("(?m)(?:^|[ (])((?:\\.ci|docker)/[\\w./-]+)", commands)) {
            assertThat(Path.of(script)).isExecutable();
        }
        List<String> ids = all("<id>([^<]+)", Files.readString(Path.of("pom.xml")));
        for (String profile : all(" -P(\\w+)", commands)) {
            assertThat(ids).contains(profile);
        }
    }

    @Test
    @DisplayName("test with the command that the README has for it")
    void sameCommand() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).containsPattern("(?m)^ *mvn verify");
        assertThat(commands(FOLDER.resolve("workflows/test.yml")).lines()).contains("mvn -B verify");
    }

    @Test
    @DisplayName("ask who reports a fault for versions, worker, configuration and log, and let nobody leave them out")
    void bugReport() throws IOException {
        List<String> required = new ArrayList<>();
        for (JsonNode field : yaml("ISSUE_TEMPLATE/bug.yml").path("body")) {
            if (field.at("/validations/required").asBoolean()) {
                required.add(field.path("id").asText());
            }
        }
        assertThat(required).contains("version", "worker", "mode", "exactly-once", "jdk", "converter", "config", "log");
        JsonNode blank = yaml("ISSUE_TEMPLATE/config.yml").path("blank_issues_enabled");
        assertThat(blank.asBoolean(true)).isFalse();
    }

    @Test
    @DisplayName("are YAML where they are called so, and link to files of the main branch that there are")
    void links() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".yml")) {
                    assertThat(YAML.readTree(file.toFile()).isObject())
                            .as("%s", file)
                            .isTrue();
                }
                for (String linked : all("/blob/main/([\\w./-]+)", Files.readString(file))) {
                    assertThat(Path.of(linked)).as("%s links to it", file).exists();
                }
            }
        }
    }

    @Test
    @DisplayName("have Dependabot propose what the archive ships apart from the rest, and leave the older Kafka alone")
    void updates() throws IOException {
        JsonNode maven = yaml("dependabot.yml").at("/updates/0");
        assertThat(maven.path("package-ecosystem").asText()).isEqualTo("maven");
        List<String> apart = new ArrayList<>();
        for (JsonNode pattern : maven.at("/groups/shipped/patterns")) {
            apart.add(pattern.asText());
        }
        for (JsonNode ignored : maven.path("ignore")) {
            apart.add(ignored.path("dependency-name").asText());
        }
        String pom = Files.readString(Path.of("pom.xml"));
        String managed = pom.substring(pom.indexOf("<dependencyManagement>"), pom.indexOf("</dependencyManagement>"));
        for (String group : all("<groupId>([^<]+)", managed)) {
            assertThat(apart).as(group).anyMatch(name -> name.startsWith(group + ":"));
        }
        // It looks at no other elements for versions.
        assertThat(all("<version>([^<]+)", pom)).doesNotContain("${kafka.version}", "${kafka.old.version}");
    }

    @Test
    @DisplayName("release the images that docker/build-images makes, and no others")
    void images() throws IOException {
        String published = yaml("workflows/release.yml").at("/env/IMAGES").asText();
        String script = Files.readString(Path.of("docker", "build-images"));
        assertThat(all("(?m)^build (\\S+)", script)).containsExactly(published.split(" "));
    }

    @Test
    @DisplayName("release a version under its own tag only")
    void tag() throws IOException, InterruptedException {
        String version = Version.current();
        assertThat(run(".ci/release-version")).isEqualTo(new Printed(0, version));
        assertThat(run(".ci/release-version", "v" + version)).isEqualTo(new Printed(0, version));
        Printed refused = run(".ci/release-version", "v0.0.0");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.text()).contains("v0.0.0", version);
    }

    @Test
    @DisplayName("release with notes that are the changelog's section of the version, each item on one line")
    void notes() throws IOException, InterruptedException {
        String changelog = Files.readString(Path.of("CHANGELOG.md"));
        String version = changelog.contains("\n## [" + Version.current() + "]") ? Version.current() : "Unreleased";
        String section = changelog.split("\n## \\[" + Pattern.quote(version) + "].*\n", 2)[1];
        String wanted = section.split("\n## |\n\\[[^\\]]+\\]: ", 2)[0];

        Printed notes = run(".ci/release-notes", version);
        assertThat(notes.exitCode()).as(notes.text()).isZero();
        assertThat(notes.text()).isEqualToNormalizingWhitespace(wanted);
        assertThat(notes.text()).doesNotContainPattern("\n +[^ *-]");

        Printed missing = run(".ci/release-notes", "0.0.0");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.text()).contains("## [0.0.0]");
    }

    private static Printed run(String... command) throws IOException, InterruptedException {
        assumeThat(Files.isExecutable(Path.of("/bin/bash"))).isTrue();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Printed(process.waitFor(), text.strip());
    }

    private static JsonNode yaml(String file) throws IOException {
        return YAML.readTree(FOLDER.resolve(file).toFile());
    }

    private static String commands(Path workflow) throws IOException {
        return YAML.readTree(workflow.toFile()).findValues("run").stream()
                .map(JsonNode::asText)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> all(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }
}
