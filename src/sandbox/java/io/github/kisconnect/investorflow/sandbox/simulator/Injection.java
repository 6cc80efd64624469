package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault, where it strikes and how often.
 *
 * @param fault what goes wrong
 * @param endpoint whose requests it strikes
 * @param pair the only pair it strikes, or null for all
 * @param times how many requests it strikes
 */
public record Injection(Fault fault, Endpoint endpoint, MarketSector pair, int times) {
    private static final int UNTIL_CLEARED = Integer.MAX_VALUE;
    private static final Pattern SYNTAX =
            Pattern.compile("(?<fault>[^@*]+)(@(?<where>[A-Z0-9:_]+))?(\\*(?<times>\\d+))?");

    public Injection {
        if (fault instanceof Fault.Row && endpoint != Endpoint.INVESTOR_FLOW) {
            throw new IllegalArgumentException(fault.name() + " is about rows of figures; " + endpoint + " has none");
        }
        if (fault instanceof Fault.Service && (pair != null || times != UNTIL_CLEARED)) {
            throw new IllegalArgumentException(fault.name() + " is a state of the whole service, until cleared");
        }
        if (times < 1) {
            throw new IllegalArgumentException("a fault strikes at least once, not " + times + " times");
        }
    }

    /** Every request for figures, until cleared. */
    public static Injection of(Fault fault) {
        return new Injection(fault, Endpoint.INVESTOR_FLOW, null, UNTIL_CLEARED);
    }

    /** The same fault at another endpoint. */
    public Injection at(Endpoint other) {
        return new Injection(fault, other, pair, times);
    }

    /** The same fault for one pair only. */
    public Injection forPair(MarketSector only) {
        return new Injection(fault, endpoint, only, times);
    }

    /** The same fault for the next requests only. */
    public Injection times(int next) {
        return new Injection(fault, endpoint, pair, next);
    }

    /**
     * Reads a fault with where and how often: {@code RESET}, {@code RESET*3}, {@code TWO_ROWS@KSP:0001*2}, {@code
     * HTTP_ERROR:EGW00300@TOKEN}.
     *
     * @throws IllegalArgumentException when it is not of that form
     */
    public static Injection parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a fault; write NAME, NAME*TIMES, NAME@MARKET:SECTOR or NAME@TOKEN");
        }
        Injection injection = of(Fault.parse(matcher.group("fault")));
        String where = matcher.group("where");
        if (where != null) {
            injection = where.contains(":")
                    ? injection.forPair(MarketSector.parse(where).orElseThrow(IllegalArgumentException::new))
                    : injection.at(Endpoint.valueOf(where));
        }
        String times = matcher.group("times");
        return times == null ? injection : injection.times(Integer.parseInt(times));
    }

    boolean strikes(Endpoint requested, MarketSector requestedPair) {
        return endpoint == requested && (pair == null || pair.equals(requestedPair));
    }
}
