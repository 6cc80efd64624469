package io.github.kisconnect.investorflow.sandbox.simulator;

/**
 * What an endpoint answers, before it is put on the wire.
 *
 * @param status the HTTP status
 * @param contentType the body's type
 * @param body the body as text
 * @param compressed whether it goes out compressed
 * @param location where a redirect leads, or null
 * @param entry what the ledger says of it
 */
record Answer(int status, String contentType, String body, boolean compressed, String location, Entry entry) {
    static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    /** The part of a ledger entry that depends on the answer. */
    record Entry(LedgerEntry.Kind kind, String detail, FlowRow row) {
        static Entry fault(Fault fault) {
            return new Entry(LedgerEntry.Kind.FAULT, fault.name(), null);
        }

        /** The same, told to be a fault's doing. */
        Entry by(Fault fault) {
            return kind == LedgerEntry.Kind.ERROR ? this : new Entry(kind, fault.name(), row);
        }
    }

    static Answer json(int status, String body, Entry entry) {
        return new Answer(status, JSON, body, false, null, entry);
    }

    static Answer html(int status, String title, Entry entry) {
        return new Answer(status, HTML, Bodies.html(status, title), false, null, entry);
    }

    static Answer redirect(Fault.Redirect fault) {
        return new Answer(302, HTML, Bodies.html(302, "Found"), false, fault.location(), Entry.fault(fault));
    }

    /** A refusal in the form of the endpoint: the token path has its own. */
    static Answer error(Endpoint endpoint, int status, String code, String message) {
        String body = endpoint == Endpoint.TOKEN ? Bodies.tokenError(code, message) : Bodies.error(code, message);
        return json(status, body, new Entry(LedgerEntry.Kind.ERROR, code, null));
    }

    /** HTTP 403 at the token path and 500 elsewhere, as the real gateway does. */
    static Answer refused(Endpoint endpoint, Refusal refusal) {
        return error(endpoint, endpoint == Endpoint.TOKEN ? 403 : 500, refusal.code(), refusal.message());
    }

    Answer compress() {
        return new Answer(status, contentType, body, true, location, entry);
    }

    Answer with(Entry other) {
        return new Answer(status, contentType, body, compressed, location, other);
    }
}
