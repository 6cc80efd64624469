package io.github.kisconnect.investorflow.bench;

/** What is measured under a load. */
sealed interface Subject {
    /** A build of the connector, in the worker. */
    record Connector(Build build) implements Subject {
        @Override
        public String shown() {
            return build.name();
        }
    }

    /** A program without Connect, that does as little as can be done. */
    record Floor() implements Subject {
        @Override
        public String shown() {
            return "floor";
        }
    }

    /** For tables. */
    String shown();
}
