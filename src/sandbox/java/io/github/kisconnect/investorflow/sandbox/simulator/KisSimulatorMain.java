package io.github.kisconnect.investorflow.sandbox.simulator;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Runs a simulator alone until it is told to end. */
public final class KisSimulatorMain {
    private static final String USAGE =
            "usage: [--host 127.0.0.1] [--port 0] [--quota 18] [--movement CLOCK|ALWAYS_MOVING] [--fault NAME[@WHERE][*TIMES]]"
                    + " --app-key KEY --app-secret SECRET (or KIS_APP_KEY and KIS_APP_SECRET in the environment)"
                    + " or --key-file FILE, which is made when it is absent";

    private KisSimulatorMain() {}

    public static void main(String[] args) {
        KisSimulator simulator;
        try {
            simulator = start(args, System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            System.exit(2);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "close-simulator"));
        System.out.println("KIS simulator at " + simulator.url());
    }

    /** The web server's own threads keep the process alive. */
    static KisSimulator start(String[] args, Map<String, String> environment) {
        Map<String, String> given = new TreeMap<>(Map.of(
                "--host", "127.0.0.1",
                "--port", "0",
                "--quota", "18",
                "--movement", Movement.CLOCK.name(),
                "--app-key", environment.getOrDefault("KIS_APP_KEY", ""),
                "--app-secret", environment.getOrDefault("KIS_APP_SECRET", ""),
                "--key-file", "",
                "--fault", ""));
        for (int i = 0; i < args.length; i += 2) {
            if (!given.containsKey(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException("what to do with " + args[i] + "?");
            }
            given.put(args[i], args[i + 1]);
        }
        if (!given.get("--key-file").isEmpty()) {
            Properties account = KeyFile.readOrMake(Path.of(given.get("--key-file")));
            given.put("--app-key", account.getProperty("app.key", ""));
            given.put("--app-secret", account.getProperty("app.secret", ""));
        }
        if (given.get("--app-key").isEmpty() || given.get("--app-secret").isEmpty()) {
            throw new IllegalArgumentException("an app key and an app secret are required");
        }
        KisSimulator simulator = KisSimulator.start(SimulatorOptions.builder()
                .host(given.get("--host"))
                .port(Integer.parseInt(given.get("--port")))
                .quotaPerSecond(Integer.parseInt(given.get("--quota")))
                .movement(Movement.valueOf(given.get("--movement")))
                .account(given.get("--app-key"), given.get("--app-secret"))
                .build());
        if (!given.get("--fault").isEmpty()) {
            simulator.inject(Injection.parse(given.get("--fault")));
        }
        return simulator;
    }
}
