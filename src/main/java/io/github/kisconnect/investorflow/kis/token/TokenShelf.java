package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.kis.account.AccountFile;
import io.github.kisconnect.investorflow.kis.account.AccountShelf;
import io.github.kisconnect.investorflow.kis.account.Host;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A desk's place in the token file, if it has one; for use under the desk's lock. */
final class TokenShelf {
    private final AccountShelf<TokenFile.Entry> shelf;
    /** The attempt that was last noted in the file; null for none. */
    private Noted noted;

    /** When an attempt was made, and the one that stood in the file before. */
    private record Noted(Instant at, Instant before) {}

    /** Puts a token into the file. */
    private record Put(AccessToken token) implements UnaryOperator<TokenFile.Entry> {
        @Override
        public TokenFile.Entry apply(TokenFile.Entry before) {
            return before.with(token);
        }
    }

    /** {@code inHand} gives the desk's token; null for none. */
    TokenShelf(String account, Supplier<AccessToken> inHand) {
        this.shelf = new AccountShelf<>(account, () -> {
            AccessToken token = inHand.get();
            return token == null ? null : new Put(token);
        });
    }

    /** As {@link AccountShelf#keepIn}. */
    Runnable keepIn(AccountFile<TokenFile.Entry> file) {
        return shelf.keepIn(file);
    }

    /** As {@link AccountShelf#look}; notes an attempt in the file where the entry says that one may be made. */
    Optional<AccountFile.Use<TokenFile.Entry>> claim(Instant now, Host host, Predicate<TokenFile.Entry> mayAsk) {
        return shelf.look(host, before -> {
            if (!mayAsk.test(before)) {
                return before;
            }
            noted = new Noted(now, before.attemptedAt());
            return before.attempted(now);
        });
    }

    /** Takes back the attempt that was noted last, unless another worker has noted one since. */
    void takeBack(Host host) {
        Noted last = noted;
        noted = null;
        if (last == null) {
            return;
        }
        UnaryOperator<TokenFile.Entry> change =
                entry -> entry.attemptedAt().equals(last.at()) ? entry.attempted(last.before()) : entry;
        if (shelf.unsaved() == null) {
            shelf.save(change, host);
        } else {
            shelf.note(change, host);
        }
    }

    /** Writes a new token into the file, now or as soon as it is free. */
    void save(AccessToken token, Host host) {
        shelf.save(new Put(token), host);
    }

    /** Whether nothing is still to be written. */
    boolean isSaved() {
        return shelf.unsaved() == null;
    }

    /** Writes what is still to be written, when it is time to try again. */
    void tend(Host host) {
        shelf.tend(host);
    }

    /** Notes for other workers, and for the next run, how often the API has refused a token; 0 takes that back. */
    void note(AccessToken token, int refusals, Host host) {
        if (shelf.unsaved() instanceof Put put && put.token().value().equals(token.value())) {
            shelf.discard();
        }
        // If the file is in use now, the others find out by themselves.
        shelf.note(before -> before.refused(token, refusals), host);
    }
}
