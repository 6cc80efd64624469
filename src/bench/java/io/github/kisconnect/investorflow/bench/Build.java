package io.github.kisconnect.investorflow.bench;

import java.nio.file.Path;

/**
 * A build of the connector that is measured.
 *
 * @param name for tables: {@code this build}, or what {@code bench.against} names
 * @param commit the short hash, with a plus where the tree had further changes
 * @param archive the plugin's zip
 */
record Build(String name, String commit, Path archive) {}
