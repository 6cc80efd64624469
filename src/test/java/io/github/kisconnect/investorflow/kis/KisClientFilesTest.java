package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.Kst;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connector whose configuration is changed gets new clients in the same worker, and the desks live on. */
@DisplayName("The files of an account")
class KisClientFilesTest extends KisClientFixture {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("are used no more when the clients that name them have been closed")
    void removed() {
        try (KisClient withFile = withFile("a")) {
            ask(withFile);
            assertThat(token("a")).content().contains(lastToken());
            assertThat(holidays("a")).isNotEmptyFile();
        }
        clock.pass(Duration.ofDays(1));
        ask(client);
        assertThat(token("a")).content().doesNotContain(lastToken());
        assertThat(holidays("a")).content().doesNotContain("\"asked_on\" : \"" + Kst.date(clock.instant()));
    }

    @Test
    @DisplayName("are those that were named last, by whichever client still lives")
    void renamed() {
        KisClient first = withFile("a");
        KisClient second = withFile("b");
        KisClient third = withFile("a");
        first.close();
        ask(third);
        assertThat(token("a")).content().contains(lastToken());
        assertThat(folder.resolve("b")).doesNotExist();
        assertThat(folder.resolve("b.holidays")).doesNotExist();

        third.close();
        third.close();
        assertThat(second.hasToken()).isTrue();
        assertThat(token("b")).as("what is in hand goes into it").content().contains(lastToken());
        clock.pass(Duration.ofDays(1));
        ask(second);
        assertThat(token("b")).content().contains(lastToken());
        assertThat(holidays("b")).content().contains("\"asked_on\" : \"" + Kst.date(clock.instant()));
        assertThat(token("a")).content().doesNotContain(lastToken());
        assertThat(holidays("a")).content().doesNotContain("\"asked_on\" : \"" + Kst.date(clock.instant()));
        second.close();
    }

    @Test
    @DisplayName("are kept while a connector's tasks are started anew one after the other")
    void restarted() {
        KisClient before = withFile("a");
        ask(before);
        try (KisClient after = withFile("a")) {
            before.close();
            clock.pass(Duration.ofDays(1));
            ask(after);
            assertThat(token("a")).content().contains(lastToken());
            assertThat(holidays("a")).content().contains("\"asked_on\" : \"" + Kst.date(clock.instant()));
        }
    }

    private void ask(KisClient client) {
        assertThat(await(client.authorize())).isEmpty();
        assertThat(await(client.holidays().ask(Kst.date(clock.instant())))).isEmpty();
    }

    private String lastToken() {
        return simulator.issuedTokens().get(simulator.issuedTokens().size() - 1);
    }

    private Path token(String name) {
        return folder.resolve(name);
    }

    private Path holidays(String name) {
        return folder.resolve(name + ".holidays");
    }

    private KisClient withFile(String name) {
        return withFile(folder.resolve(name));
    }
}
