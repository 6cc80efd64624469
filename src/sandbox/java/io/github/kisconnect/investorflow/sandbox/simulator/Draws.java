package io.github.kisconnect.investorflow.sandbox.simulator;

import java.util.Random;

/** What is left to chance: unlike draws for unlike purposes, and the same ones for the same seed. */
record Draws(long seed) {

    /** Draws that depend on nothing but these; java.util.Random because its algorithm is specified. */
    Random about(Object subject, long number) {
        long mixed = (seed * 31 + subject.toString().hashCode()) * 0x9E3779B97F4A7C15L + number;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return new Random(mixed ^ (mixed >>> 31));
    }
}
