package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which of the 72 figures are left blank: at least one, and never all.
 *
 * @param numbers of the figures, in record order from 0 on
 */
record Blanks(Set<Integer> numbers) {
    private static final int FIGURES = Figure.values().length;
    private static final int ALL = InvestorGroup.values().length * FIGURES;
    private static final int NEARLY_ALL = 4;
    private static final int ONE_IN = 3;

    static final Blanks EVERY_OTHER =
            new Blanks(IntStream.range(0, ALL / 2).mapToObj(i -> 2 * i).collect(Collectors.toSet()));

    Blanks {
        numbers = Set.copyOf(numbers);
    }

    /** As many as it happens; nearly all in one of three. */
    static Blanks drawn(Random random) {
        int count = random.nextInt(ONE_IN) == 0
                ? ALL - 1 - random.nextInt(NEARLY_ALL)
                : 1 + random.nextInt(ALL - 1 - NEARLY_ALL);
        List<Integer> order = IntStream.range(0, ALL).boxed().collect(Collectors.toList());
        Collections.shuffle(order, random);
        return new Blanks(Set.copyOf(order.subList(0, count)));
    }

    /** A row with these figures left blank. */
    Snapshot in(Snapshot row) {
        return Snapshot.of((group, figure) ->
                numbers.contains(group.ordinal() * FIGURES + figure.ordinal()) ? null : row.figure(group, figure));
    }
}
