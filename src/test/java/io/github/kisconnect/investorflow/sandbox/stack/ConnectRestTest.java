package io.github.kisconnect.investorflow.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A client of a worker's REST API")
class ConnectRestTest {
    @Test
    @DisplayName("does not wait for longer than it was told to for a worker that stands still")
    void frozen() throws IOException {
        // The system takes the connection, and nobody reads from it.
        try (ServerSocket still = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ConnectRest connect = new ConnectRest("http://127.0.0.1:" + still.getLocalPort(), Duration.ofMillis(200));
            long begin = System.nanoTime();
            assertThatThrownBy(connect::connectors).isInstanceOf(UncheckedIOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }
}
