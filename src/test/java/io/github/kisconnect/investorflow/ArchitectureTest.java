package io.github.kisconnect.investorflow;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.kisconnect.investorflow.kis.Customer;
import io.github.kisconnect.investorflow.kis.KisSettings;
import io.github.kisconnect.investorflow.kis.SettingFile;
import io.github.kisconnect.investorflow.kis.Transport;
import io.github.kisconnect.investorflow.kis.TrustStore;
import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.account.HeaderText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The plugin's packages")
class ArchitectureTest {
    private static final String ROOT = "io.github.kisconnect.investorflow";
    private static final JavaClasses PLUGIN = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @ParameterizedTest(name = "{0} imports only: {1}")
    @DisplayName("import of ours only what the data's one way allows")
    @CsvSource({
        "market, ''",
        "flow, ''",
        "metrics, ''",
        "kis.account, ''",
        "kis.endpoint, flow market",
        "kis.token, kis.account kis.endpoint market",
        "kis.holiday, kis.account kis.endpoint flow market",
        "kis, kis.account kis.endpoint kis.token kis.holiday flow market metrics",
        "emit, flow market",
        "record, flow market emit",
        "poll, kis kis.account kis.endpoint kis.holiday emit record metrics market flow",
        "config, kis kis.account market flow emit poll record"
    })
    void dataFlowsOneWay(String name, String allowed) {
        String[] packages = Stream.concat(Stream.of(name), Stream.of(allowed.split(" ")))
                .filter(one -> !one.isEmpty())
                .map(one -> ROOT + "." + one)
                .toArray(String[]::new);
        ArchRule rule = classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(packages).or(DescribedPredicate.not(resideInAPackage(ROOT + ".."))));
        rule.check(PLUGIN);
    }

    @Test
    @DisplayName("are those that the one way is told for, and no more")
    void everyPackage() throws NoSuchMethodException {
        CsvSource told = ArchitectureTest.class
                .getDeclaredMethod("dataFlowsOneWay", String.class, String.class)
                .getAnnotation(CsvSource.class);
        assertThat(PLUGIN.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(ROOT), Stream.of(told.value()).map(line -> ROOT + "." + line.split(",")[0]))
                        .toList());
    }

    @Test
    @DisplayName("take of kis, for the settings, only what a client is told")
    void settingsOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".config")
                .should()
                .onlyDependOnClassesThat(belongToAnyOf(
                                KisSettings.class,
                                Customer.class,
                                Transport.class,
                                TrustStore.class,
                                SettingFile.class,
                                SettingFile.UnusableException.class,
                                Account.class,
                                Credentials.class,
                                HeaderText.class)
                        .or(DescribedPredicate.not(resideInAPackage(ROOT + ".kis.."))))
                .check(PLUGIN);
    }

    @Test
    @DisplayName("log each under its own class, so that a level can be set for one")
    void loggers() {
        sources().forEach((name, source) -> assertThat(source.split("getLogger\\(", -1).length)
                .as("loggers of %s, its own included", name)
                .isEqualTo(source.contains("getLogger(" + name + ".class)") ? 2 : 1));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("say what the brokerage's facts are in one place only")
    @ValueSource(
            strings = {
                "FHPTJ04030000",
                "CTCA0903R",
                "/oauth2/",
                "//openapi.koreainvestment.com",
                "ofHours(9)",
                "< 0x7f",
                "REQUESTS_PER_SECOND = 18"
            })
    void factsOnce(String fact) {
        assertThat(sources().values().stream().filter(source -> source.contains(fact)))
                .hasSize(1);
    }

    /** The plugin's sources by the names of their classes. */
    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            Map<String, String> sources = new TreeMap<>();
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("have no cycle")
    void noCycle() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(PLUGIN);
    }

    @Test
    @DisplayName("know Kafka only at the root, in config and record, and where metrics go into its registries")
    void kafkaAtTheEdge() {
        noClasses()
                .that()
                .resideInAnyPackage(Stream.of("market", "flow", "kis", "emit", "poll")
                        .map(name -> ROOT + "." + name + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(PLUGIN);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".metrics")
                .and()
                .haveNameNotMatching(".*[.](KafkaMeters|PluginRegistry|JmxRegistry)([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(PLUGIN);
    }

    @Test
    @DisplayName("name the worker's plugin metrics in one class only, which an old worker never loads")
    void pluginMetricsInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".metrics.PluginRegistry")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.kafka.common.metrics.PluginMetrics")
                .check(PLUGIN);
    }

    @Test
    @DisplayName("use no internals of Kafka")
    void noInternals() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka.common.utils..",
                        "org.apache.kafka.connect.runtime..",
                        "org.apache.kafka.clients.producer.internals..")
                .check(PLUGIN);
    }

    @Test
    @DisplayName("know HTTP only in kis")
    void httpInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".kis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..", "com.fasterxml.jackson..", "java.net.http..")
                .check(PLUGIN);
    }

    @Test
    @DisplayName("look no clock up but in the one place that passes the host's own in")
    void clockIsPassedIn() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".poll.PollClock$1")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(PLUGIN);
    }
}
