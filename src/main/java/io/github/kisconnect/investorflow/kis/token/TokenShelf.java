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
    private final Supplier<AccessToken> inHand;
    /** Takes the attempt that was noted last out of the file again; null for none. */
    private UnaryOperator<TokenFile.Entry> withoutAttempt;

    /** {@code inHand} gives the desk's token; null for none. */
    TokenShelf(String account, Supplier<AccessToken> inHand) {
        this.shelf = new AccountShelf<>(account, () -> inHand.get() == null ? null : this::withInHand);
        this.inHand = inHand;
    }

    /** The entry with the desk's token, which may have been refused since it was to be written. */
    private TokenFile.Entry withInHand(TokenFile.Entry entry) {
        AccessToken token = inHand.get();
        return token == null ? entry : entry.with(token);
    }

    /** As {@link AccountShelf#keepIn}. */
    Runnable keepIn(AccountFile<TokenFile.Entry> file) {
        return shelf.keepIn(file);
    }

    /** As {@link AccountShelf#update}; notes an attempt in the file where the entry says that one may be made. */
    Optional<TokenFile.Entry> claim(Instant now, Host host, Predicate<TokenFile.Entry> mayAsk) {
        withoutAttempt = null;
        return shelf.update(host, before -> {
            if (!mayAsk.test(before)) {
                return before;
            }
            withoutAttempt = entry -> entry.attemptedAt().equals(now) ? entry.attempted(before.attemptedAt()) : entry;
            return before.attempted(now);
        });
    }

    /** Takes back the attempt that was noted last, unless another worker has noted one since. */
    void takeBack(Host host) {
        if (withoutAttempt != null && shelf.isSaved()) {
            shelf.save(host, withoutAttempt);
        } else if (withoutAttempt != null) {
            // A token that waits to be written is worth more.
            shelf.update(host, withoutAttempt);
        }
    }

    /** Writes the desk's token into the file, now or when that can be used again. */
    void save(Host host) {
        shelf.save(host, this::withInHand);
    }

    /** As {@link AccountShelf#isSaved}. */
    boolean isSaved() {
        return shelf.isSaved();
    }

    /** As {@link AccountShelf#tend}. */
    void tend(Host host) {
        shelf.tend(host);
    }

    /** Notes for other workers, and for the next run, how often the API has refused a token; 0 takes that back. */
    void note(AccessToken token, int refusals, Host host) {
        // If the file cannot be used now, the others find out by themselves.
        shelf.update(host, before -> before.refused(token, refusals));
    }
}
