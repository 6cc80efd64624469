package io.github.kisconnect.investorflow.sandbox;

import java.util.HashSet;
import java.util.Set;

/** What reports of one topic have told already, where it is reconciled again and again: whoever comes later is to hear what is new. */
public final class ToldDifferences {
    private final Set<String> told = new HashSet<>();

    /** The report with those of its differences only that none before it told. Each sentence has the position of a record or the number of an answer. */
    public Reconciliation.Report newIn(Reconciliation.Report report) {
        return report.without(told);
    }
}
