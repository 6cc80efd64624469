package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.kis.account.AccountFile;
import io.github.kisconnect.investorflow.kis.account.AccountShelf;
import io.github.kisconnect.investorflow.kis.account.Host;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A desk's place in the token file, if it has one; for use under the desk's lock. */
final class TokenShelf {
    private final AccountShelf<TokenFile.Entry> shelf;

    /** A token that is to be put into the file. */
    private record Put(AccessToken token) implements UnaryOperator<TokenFile.Entry> {
        @Override
        public TokenFile.Entry apply(TokenFile.Entry before) {
            return before.with(token);
        }
    }

    TokenShelf(String account) {
        this.shelf = new AccountShelf<>(account);
    }

    /** As {@link AccountShelf#keepIn}; {@code inHand} may be null. */
    AccountShelf.Use<TokenFile.Entry> keepIn(AccountFile<TokenFile.Entry> file, AccessToken inHand) {
        return shelf.keepIn(file, put(inHand));
    }

    /** As {@link AccountShelf#end}; {@code inHand} may be null. */
    void end(AccountShelf.Use<TokenFile.Entry> use, AccessToken inHand, Host host) {
        shelf.end(use, put(inHand), host);
    }

    private static UnaryOperator<TokenFile.Entry> put(AccessToken inHand) {
        return inHand == null ? null : new Put(inHand);
    }

    /** As {@link AccountShelf#look}. */
    Optional<AccountFile.Use<TokenFile.Entry>> look(Host host, UnaryOperator<TokenFile.Entry> change) {
        return shelf.look(host, change);
    }

    /** Writes a new token into the file, now or as soon as it is free. */
    void save(AccessToken token, Host host) {
        shelf.save(new Put(token), host);
    }

    /** Writes what is still to be written, where it is time to try again. */
    void tend(Host host) {
        shelf.tend(host);
    }

    /** Notes for other workers, and for the next run of this one, how often the API has refused a token; 0 takes that back. */
    void note(AccessToken token, int refusals, Host host) {
        if (shelf.unsaved() instanceof Put put && put.token().value().equals(token.value())) {
            shelf.discard();
        }
        // Where the file is in use just now, the others find out by themselves.
        shelf.note(before -> before.refused(token, refusals), host);
    }
}
