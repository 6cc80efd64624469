package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/**
 * Runs a program's main class in a child JVM and halts that JVM when its standard input ends.
 *
 * <p>The parent holds the other end of that pipe and never writes to it, so the operating system closes it however the
 * parent ends, {@code kill -9} included. This class is copied alone to the child's class path: it must stay one class file.
 */
public final class Tether {

    private static final int PARENT_GONE = 75;

    private Tether() {}

    /**
     * Runs the program.
     *
     * @param args the name of the real main class, then its arguments
     * @throws Throwable what the real main class throws
     */
    public static void main(String[] args) throws Throwable {
        Thread watch = new Thread(Tether::haltAtEndOfInput, "tether");
        watch.setDaemon(true);
        watch.start();
        leaveInterruptToParent();
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe means the same.
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }

    /** Ctrl-C reaches every process of the terminal; the parent stops its children in order. */
    private static void leaveInterruptToParent() {
        try {
            // By reflection: javac warns about sun.misc and the warning cannot be suppressed.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ignore = Proxy.newProxyInstance(
                    Tether.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> null);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ignore);
        } catch (ReflectiveOperationException e) {
            // A JVM without it: Ctrl-C stops the children a little early.
        }
    }
}
