package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Asks a broker for the API versions that it knows, the smallest request there is.
 *
 * <p>An open port alone says little: the broker opens it early and serves it late.
 */
final class KafkaPing implements Probe {

    private static final int TIMEOUT_MS = 2_000;
    private static final int API_VERSIONS = 18;
    private static final int CORRELATION_ID = 7;

    private final int port;

    KafkaPing(int port) {
        this.port = port;
    }

    @Override
    public boolean ready() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), TIMEOUT_MS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(10);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(CORRELATION_ID);
            out.writeShort(-1);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readInt();
            return in.readInt() == CORRELATION_ID && in.readShort() == 0;
        }
    }
}
