package io.github.kisconnect.investorflow.emit;

import java.time.Duration;

/**
 * Settings for the records of all pairs.
 *
 * @param mode which rows become records
 * @param maxSilence in {@link EmitMode#CHANGES}, an unchanged row is repeated after this long; zero: never
 * @param quarantine whether answers that cannot be read are published, too
 */
public record EmissionSettings(EmitMode mode, Duration maxSilence, boolean quarantine) {}
