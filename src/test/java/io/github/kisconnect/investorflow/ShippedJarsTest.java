package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URL;
import java.util.List;
import java.util.stream.Stream;
import kotlin.Unit;
import okhttp3.OkHttpClient;
import okio.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The jars in the archive")
class ShippedJarsTest {
    private static final JavaClasses SHIPPED = new ClassFileImporter().importUrls(jars());

    @Test
    @DisplayName("fit each other: what one calls in another is there, in the version that is pinned")
    void fit() {
        List<String> missing = SHIPPED.stream()
                .flatMap(one -> one.getAccessesFromSelf().stream())
                .filter(access -> isShipped(access.getTargetOwner()))
                .filter(access -> access.getTarget().resolveMember().isEmpty())
                .map(JavaAccess::getDescription)
                .toList();
        assertThat(SHIPPED).hasSizeGreaterThan(1000);
        assertThat(missing).isEmpty();
    }

    private static boolean isShipped(JavaClass owner) {
        return SHIPPED.contain(owner.getName());
    }

    private static List<URL> jars() {
        return Stream.of(
                        InvestorFlowSourceConnector.class,
                        OkHttpClient.class,
                        ByteString.class,
                        Unit.class,
                        JsonMapper.class,
                        JsonFactory.class,
                        JsonProperty.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toList();
    }
}
