package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A port of this machine that leads to another one, over a link that can be slow, cut, or dead without anybody being told. */
public final class FaultyLink implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final Duration LOOK = Duration.ofMillis(10);

    private final ServerSocket front;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean cut;
    private volatile boolean dead;

    /** A link that leads nowhere yet. */
    public FaultyLink() {
        try {
            front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    /** Leads to that port of this machine from now on. */
    public FaultyLink to(int port) {
        target = port;
        return this;
    }

    /** Where it begins. */
    public int port() {
        return front.getLocalPort();
    }

    /** Lets everything take so much longer, in each direction. */
    public void delay(Duration time) {
        delay = time;
    }

    /** Resets all connections, and every new one. */
    public void cut() {
        cut = true;
        open.forEach(FaultyLink::reset);
    }

    /** Lets nothing through, not even that a side hangs up; new connections are taken and stay silent. */
    public void die() {
        dead = true;
    }

    /** Is as it was made. The connections of a dead link are reset. */
    public void heal() {
        delay = Duration.ZERO;
        cut = false;
        if (dead) {
            open.forEach(FaultyLink::reset);
            dead = false;
        }
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                Socket near = front.accept();
                open.add(near);
                if (cut) {
                    reset(near);
                } else {
                    thread(() -> connect(near));
                }
            } catch (IOException e) {
                // Closed.
                return;
            }
        }
    }

    private void connect(Socket near) {
        while (dead && !near.isClosed()) {
            Pause.of(LOOK);
        }
        Socket far = new Socket();
        open.add(far);
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            thread(() -> pump(far, near));
            pump(near, far);
        } catch (IOException e) {
            reset(near);
        }
    }

    /** What was read, and when it is to be written; no bytes for the end. */
    private record Chunk(byte[] bytes, long due) {}

    private void pump(Socket from, Socket to) {
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
        thread(() -> deliver(underWay, from, to));
        byte[] buffer = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                underWay.add(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime() + delay.toNanos()));
            }
        } catch (IOException e) {
            // Reset: the end is as sudden for the other side.
        }
        underWay.add(new Chunk(new byte[0], System.nanoTime() + delay.toNanos()));
    }

    private void deliver(BlockingQueue<Chunk> underWay, Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            while (true) {
                Chunk chunk = underWay.take();
                Pause.of(Duration.ofNanos(Math.max(0, chunk.due - System.nanoTime())));
                while (dead) {
                    // Not even that a side has hung up gets through.
                    Pause.of(LOOK);
                }
                if (chunk.bytes.length == 0) {
                    break;
                }
                out.write(chunk.bytes);
            }
        } catch (IOException e) {
            reset(from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(to);
            open.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "faulty-link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
