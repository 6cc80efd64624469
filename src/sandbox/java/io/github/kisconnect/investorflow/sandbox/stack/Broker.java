package io.github.kisconnect.investorflow.sandbox.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A single KRaft node, broker and controller in one process. */
final class Broker {

    private static final int PREFERRED_PORT = 9092;

    private Broker() {}

    static Service service(StackOptions options, Programs programs, Ports ports) {
        Path folder = PartFiles.emptied(options.workDirectory().resolve("broker"));
        int port = options.wellKnownPorts() ? ports.preferably(PREFERRED_PORT) : ports.any();
        int front = options.brokerFront().applyAsInt(port);
        Map<String, String> settings = settings(port, front, ports.any());
        settings.putAll(options.brokerProperties());
        Command command = programs.broker(folder, settings);
        return new Service(command, Ports.LOOPBACK + ":" + front, new KafkaPing(front), options.startLimit());
    }

    private static Map<String, String> settings(int port, int front, int controllerPort) {
        String listener = "PLAINTEXT://" + Ports.LOOPBACK + ":";
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("node.id", "1");
        settings.put("process.roles", "broker,controller");
        settings.put("controller.quorum.voters", "1@" + Ports.LOOPBACK + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", listener + port + ",CONTROLLER://" + Ports.LOOPBACK + ":" + controllerPort);
        settings.put("advertised.listeners", listener + front);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        // One node: nothing to replicate to, nobody to wait for.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Asked to shut down, it would first leave all partitions without a leader, and in 4.3.1 call a transaction
        // complete that it has not ended in such a one (KAFKA-20734): no committed record would be read there any more.
        // Rarer this way, but not gone.
        settings.put("controlled.shutdown.enable", "false");
        // A killed broker may come back only when its last session has ended.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        // So that tests may notice a killed worker soon.
        settings.put("group.min.session.timeout.ms", "1000");
        return settings;
    }
}
