package io.github.kisconnect.investorflow.sandbox.stack;

import java.nio.file.Path;

/** Apicurio Registry, which also speaks the REST API of Confluent's; schemas and ids outlive its restarts. */
final class Registry {

    static final String CONFLUENT_API = "/apis/ccompat/v7";
    static final String APICURIO_API = "/apis/registry/v2";

    private static final int PREFERRED_PORT = 8081;

    private Registry() {}

    static Service service(StackOptions options, Programs programs, Ports ports) {
        int port = options.wellKnownPorts() ? ports.preferably(PREFERRED_PORT) : ports.any();
        Path folder = PartFiles.emptied(options.workDirectory().resolve("registry"));
        Command command = programs.registry(folder, port);
        String url = "http://" + Ports.LOOPBACK + ":" + port;
        return new Service(command, url, new HttpPing(url + CONFLUENT_API + "/subjects"), options.startLimit());
    }

    /** Its own default is in memory. Without a delay, a schema is in the file before its id is told, and a kill loses none. */
    static String database(Path file) {
        return "jdbc:h2:file:" + file + ";WRITE_DELAY=0";
    }
}
