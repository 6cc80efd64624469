package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Between a desk and its token file, a token")
class TokenShelfTest extends TokenDeskFixture {
    private static final KisError NEVER_LEFT = new KisError(ErrorClass.PASSING, "ConnectException", "", false);

    @Test
    @DisplayName("in the file is taken by the next process, without a request")
    void overRestart() {
        issue(newProcessWithFile(), token("first"));
        TokenDesk next = newProcessWithFile();
        assertThat(issue(next, token("second"))).isEmpty();
        assertThat(inHand(next)).contains("first");
        assertThat(attempts).hasValue(1);
        assertThat(path()).content().contains("first").doesNotContain(credentials.appKey(), credentials.appSecret());
    }

    @Test
    @DisplayName("is not asked for within 61 s of another process's attempt, also of one that failed or died")
    void attemptsOverProcesses() {
        issue(newProcessWithFile(), new CompletableFuture<>());
        TokenDesk next = newProcessWithFile();
        pass(Duration.ofSeconds(60));
        assertThat(issue(next, token("x"))).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
        assertThat(attempts).hasValue(1);
        pass(Duration.ofSeconds(1));
        assertThat(issue(next, token("x"))).isEmpty();
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName("appears to a waiting process a second after another one has put it into the file")
    void appears() {
        CompletableFuture<TokenDesk.Grant> answer = new CompletableFuture<>();
        CompletableFuture<Optional<KisError>> first = issue(newProcessWithFile(), answer);
        TokenDesk second = newProcessWithFile();
        assertThat(issue(second, token("x"))).isPresent();
        answer.complete(new TokenDesk.Grant.Issued(token("shared")));
        assertThat(Clients.await(first)).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(issue(second, token("x"))).isEmpty();
        assertThat(inHand(second)).contains("shared");
        assertThat(attempts).hasValue(1);
    }

    @Test
    @DisplayName("that the API refuses is not taken from the file again")
    void refusedInFile() {
        TokenDesk desk = newProcessWithFile();
        issue(desk, token("old"));
        refuse(desk);
        pass(Duration.ofSeconds(61));
        assertThat(issue(desk, token("new"))).isEmpty();
        assertThat(inHand(desk)).contains("new");
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName("in an unusable file is no token: the process goes on with its memory")
    void unusableFile() throws IOException {
        Files.writeString(path(), "something else");
        TokenDesk desk = newProcessWithFile();
        try (LogCapture logs = LogCapture.begin()) {
            assertThat(issue(desk, token("x"))).isEmpty();
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("kis.token.file " + path() + " is not used", "kept in memory only");
        }
        assertThat(inHand(desk)).contains("x");
        assertThat(attempts).hasValue(1);
        assertThat(path()).hasContent("something else");
    }

    @Test
    @DisplayName("is asked for without the file while another process keeps that locked, and written once it is free")
    void locked() throws IOException {
        TokenDesk desk = newProcessWithFile();
        FileChannel lock = lock();
        try (LogCapture logs = LogCapture.begin()) {
            assertThat(issue(desk, token("kept"))).isEmpty();
            pass(Duration.ofSeconds(10));
            assertThat(inHand(desk)).contains("kept");
            assertThat(path()).doesNotExist();
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("kis.token.file " + path() + " is not used", "locked for a second");
        }
        lock.close();
        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(inHand(desk)).contains("kept");
        assertThat(path()).as("before the next look is due").doesNotExist();
        pass(Duration.ofNanos(1));
        assertThat(inHand(desk)).contains("kept");
        assertThat(path()).content().contains("kept");
    }

    @Test
    @DisplayName("that could not be written leaves one in the file that was issued since")
    void laterOneKept() throws IOException {
        Files.writeString(path(), "something else");
        TokenDesk desk = newProcessWithFile();
        issue(desk, token("earlier"));
        Files.delete(path());
        pass(Duration.ofSeconds(5));
        issue(newProcessWithFile(), token("later"));
        pass(Duration.ofSeconds(5));
        assertThat(inHand(desk)).contains("earlier");
        assertThat(path()).content().contains("later").doesNotContain("earlier");
    }

    @Test
    @DisplayName("that was refused before it could be written is not written any more")
    void refusedBeforeWritten() throws IOException {
        Files.writeString(path(), "something else");
        TokenDesk desk = newProcessWithFile();
        issue(desk, token("dropped"));
        refuse(desk);
        Files.delete(path());
        pass(Duration.ofSeconds(61));
        assertThat(inHand(desk)).isEmpty();
        assertThat(issue(newProcessWithFile(), token("new"))).isEmpty();
        assertThat(path()).content().contains("new").doesNotContain("dropped");
    }

    @Test
    @DisplayName("in hand is put into a file that a later connector names")
    void fileNamedLater() {
        TokenDesk desk = newProcess();
        issue(desk, token("in-hand"));
        desk.keepIn(TokenFile.of(path()));
        assertThat(inHand(desk)).contains("in-hand");
        assertThat(path()).content().contains("in-hand");
    }

    @Test
    @DisplayName("in the file is used to its end when the API gives no other")
    void endsSoon() {
        issue(newProcessWithFile(), token("ending"));
        pass(Duration.ofDays(1).minusMinutes(5));
        TokenDesk next = newProcessWithFile();
        assertThat(deny(next, "EGW00133")).isEmpty();
        assertThat(inHand(next)).contains("ending");
        assertThat(attempts).hasValue(1);
    }

    @Test
    @DisplayName(
            "that came back dead is neither used nor asked for by the next process before its time, and is reported")
    void deadOverRestart() {
        TokenDesk desk = newProcessWithFile();
        issue(desk, token("dead"));
        refuse(desk);
        pass(Duration.ofSeconds(61));
        issue(desk, new AccessToken("dead", now.get().plus(Duration.ofDays(1))));
        refuse(desk);
        assertThat(attempts).hasValue(2);

        try (LogCapture logs = LogCapture.begin()) {
            TokenDesk next = newProcessWithFile();
            pass(Duration.ofSeconds(299));
            for (int look = 0; look < 3; look++) {
                assertThat(issue(next, token("x"))).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
            }
            assertThat(inHand(next)).isEmpty();
            assertThat(attempts).hasValue(2);
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("same access token again", "kis.app.key")
                    .doesNotContain("dead");

            pass(Duration.ofSeconds(1));
            assertThat(issue(next, new AccessToken("dead", now.get().plus(Duration.ofDays(1)))))
                    .isEmpty();
            refuse(next);
            pass(Duration.ofMinutes(10).minusSeconds(1));
            assertThat(issue(next, token("alive"))).isPresent();
            pass(Duration.ofSeconds(1));
            assertThat(issue(next, token("alive"))).isEmpty();
            assertThat(inHand(next)).contains("alive");
            assertThat(attempts).hasValue(4);
            assertThat(logs.ours(Level.WARN)).hasSize(2);
        }
        TokenDesk last = newProcessWithFile();
        assertThat(issue(last, token("x"))).isEmpty();
        assertThat(inHand(last)).contains("alive");
    }

    @Test
    @DisplayName("that was refused by a slip and then taken is good for the next process, too")
    void slipOverRestart() {
        TokenDesk desk = newProcessWithFile();
        issue(desk, token("slipped"));
        refuse(desk);
        assertThat(path()).content().contains("\"refusals\" : 1");
        pass(Duration.ofSeconds(61));
        issue(desk, token("slipped"));
        desk.accept(desk.token(host).orElseThrow(), host);

        TokenDesk next = newProcessWithFile();
        assertThat(issue(next, token("x"))).isEmpty();
        assertThat(inHand(next)).contains("slipped");
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName("that two processes have found refused is asked for by one of them, for both")
    void refusedForTwo() {
        TokenDesk one = newProcessWithFile();
        TokenDesk other = newProcessWithFile();
        issue(one, token("refused"));
        issue(other, token("x"));
        refuse(one);
        refuse(other);
        pass(Duration.ofSeconds(61));
        issue(one, token("refused"));
        pass(Duration.ofSeconds(1));
        assertThat(issue(other, token("x"))).isEmpty();
        assertThat(inHand(other)).as("the same, given again since").contains("refused");
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName("whose request never left the host may be asked for by another worker at once")
    void neverLeft() {
        TokenDesk one = newProcessWithFile();
        TokenDesk other = newProcessWithFile();
        CompletableFuture<TokenDesk.Grant> grant = new CompletableFuture<>();
        CompletableFuture<Optional<KisError>> asked = issue(one, grant);
        assertThat(issue(other, token("x"))).as("while it is under way").isPresent();
        grant.complete(new TokenDesk.Grant.Denied(NEVER_LEFT));
        assertThat(Clients.await(asked)).contains(NEVER_LEFT);
        pass(Duration.ofSeconds(1));
        assertThat(issue(other, token("theirs"))).isEmpty();
        assertThat(attempts).hasValue(2);
        pass(Duration.ofSeconds(1));
        assertThat(issue(one, token("x"))).isEmpty();
        assertThat(inHand(one)).contains("theirs");
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName("whose request never left the host may be asked for as soon as the file is free, where it was not")
    void neverLeftWhileLocked() throws IOException {
        TokenDesk desk = newProcessWithFile();
        CompletableFuture<TokenDesk.Grant> grant = new CompletableFuture<>();
        issue(desk, grant);
        FileChannel lock = lock();
        grant.complete(new TokenDesk.Grant.Denied(NEVER_LEFT));
        lock.close();
        pass(Duration.ofSeconds(10));
        assertThat(inHand(desk)).isEmpty();
        assertThat(issue(newProcessWithFile(), token("x"))).isEmpty();
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName(
            "whose request never left the host leaves the attempt of another worker in the file that was made since")
    void neverLeftAfterAnother() {
        TokenDesk slow = newProcessWithFile();
        CompletableFuture<TokenDesk.Grant> grant = new CompletableFuture<>();
        issue(slow, grant);
        pass(Duration.ofSeconds(61));
        TokenDesk other = newProcessWithFile();
        assertThat(deny(other, "EGW00001")).isPresent();
        grant.complete(new TokenDesk.Grant.Denied(NEVER_LEFT));
        pass(Duration.ofSeconds(60));
        assertThat(issue(newProcessWithFile(), token("x"))).isPresent();
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName("shows in no log, whatever is wrong with the file")
    void notLogged() throws IOException {
        Files.writeString(path(), "{\"kind\": \"kis-investor-flow-tokens\", \"token\": \"eyJ0eXAi.secret");
        try (LogCapture logs = LogCapture.begin()) {
            TokenDesk desk = newProcessWithFile();
            issue(desk, token("eyJ0eXAi.secret"));
            refuse(desk);
            pass(Duration.ofSeconds(61));
            issue(desk, token("eyJ0eXAi.secret"));
            refuse(desk);
            assertThat(logs.ours(Level.WARN)).hasSize(2);
            assertThat(logs.lines()).noneMatch(line -> line.text().contains("eyJ0eXAi"));
        }
        Refusal refusal = Refusal.NONE.refused(token("eyJ0eXAi.secret"), now.get());
        HeldToken held = HeldToken.of(token("eyJ0eXAi.secret"), host);
        TokenFile.Entry entry = new TokenFile.Entry(token("eyJ0eXAi.secret"), now.get(), 0);
        assertThat(refusal + " " + held + " " + entry).doesNotContain("eyJ0eXAi");
    }

    private void refuse(TokenDesk desk) {
        desk.reject(desk.token(host).orElseThrow(), host);
    }

    private FileChannel lock() throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("tokens.json.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }
}
