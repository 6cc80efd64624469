package io.github.kisconnect.investorflow.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ports")
class PortsTest {

    private final Ports ports = new Ports();

    @Test
    @DisplayName("are the preferred ones while these are free")
    void preferred() {
        int free = new Ports().any();

        assertThat(ports.preferably(free)).isEqualTo(free);
    }

    @Test
    @DisplayName("are others when somebody listens there")
    void taken() throws IOException {
        int port = new Ports().any();
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(Ports.LOOPBACK))) {
            assertThat(Ports.isFree(socket.getLocalPort())).isFalse();
            assertThat(ports.preferably(port)).isNotEqualTo(port);
        }
    }

    @Test
    @DisplayName("are never given twice")
    void unique() {
        assertThat(IntStream.range(0, 50).map(i -> ports.any())).doesNotHaveDuplicates();
    }
}
