/**
 * The settings: their names, the checks of each alone and against each other, and the typed configuration of connector
 * and task.
 *
 * <p>Not here: what the settings bring about.
 */
package io.github.kisconnect.investorflow.config;
