/**
 * The settings: their names, their checks alone and against each other, and the connector's and a task's typed configuration.
 *
 * <p>Not here: how anything that is set works.
 */
package io.github.kisconnect.investorflow.config;
