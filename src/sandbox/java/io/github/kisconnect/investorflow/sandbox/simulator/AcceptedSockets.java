package io.github.kisconnect.investorflow.sandbox.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/** Keeps the sockets that a server accepted, by their number, so that one can be reset and not merely closed. */
final class AcceptedSockets extends ServerSocketFactory {
    private final Map<Integer, Socket> open = new ConcurrentHashMap<>();

    /** From now on, closing this connection resets it. */
    void resetOnClose(int connection) {
        Socket socket = open.get(connection);
        if (socket != null) {
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** How many are open: the server closes one when it sees that the client has, which it does between requests. */
    int open() {
        open.values().removeIf(Socket::isClosed);
        return open.size();
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new ServerSocket() {
            private int accepted;

            /** Always: else connections that linger would keep the port when the server accepts again. */
            @Override
            public void setReuseAddress(boolean on) throws SocketException {
                super.setReuseAddress(true);
            }

            @Override
            public Socket accept() throws IOException {
                Socket socket = new AcceptedSocket();
                implAccept(socket);
                socket.setTcpNoDelay(true);
                open.values().removeIf(Socket::isClosed);
                open.put(accepted++, socket);
                return socket;
            }
        };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        throw new UnsupportedOperationException("the web server binds the socket itself");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        throw new UnsupportedOperationException("the web server binds the socket itself");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw new UnsupportedOperationException("the web server binds the socket itself");
    }
}
