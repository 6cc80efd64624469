package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses free ports on the loopback address, none twice.
 *
 * <p>Outside the range that the operating system hands out to outgoing connections: a killed worker must find its port
 * free when it comes back.
 */
public final class Ports {

    static final String LOOPBACK = "127.0.0.1";

    private static final int LOWEST = 18_000;
    private static final int HIGHEST = 32_000;

    private final Set<Integer> given = new HashSet<>();

    /** The preferred port when it is free, another one when not. */
    public synchronized int preferably(int port) {
        return take(port) ? port : any();
    }

    /**
     * Any free port.
     *
     * @throws StackException when there seems to be none
     */
    public synchronized int any() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (take(port)) {
                return port;
            }
        }
        throw new StackException("Found no free port between " + LOWEST + " and " + HIGHEST);
    }

    private boolean take(int port) {
        return isFree(port) && given.add(port);
    }

    /** Whether a server could listen on that port of the loopback address now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
