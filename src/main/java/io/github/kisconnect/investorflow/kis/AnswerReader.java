package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.Endpoint;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.kis.endpoint.OneLine;
import io.github.kisconnect.investorflow.kis.endpoint.Reading;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads any endpoint's answer, without secrets: by the API's code first, then the HTTP status, then the content. */
final class AnswerReader {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);
    private static final int FURTHER_FIELDS_LOGGED = 100;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_KEPT = 64 * 1024;

    private final Secrets secrets;
    private final Set<String> furtherFields = ConcurrentHashMap.newKeySet();

    AnswerReader(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Takes a body of any kind; {@code token}: the one that the request carried. */
    <Q, T> Answer<T> read(Endpoint<Q, T> endpoint, Q question, KisHttp.Received received, String token) {
        UnaryOperator<String> words = said -> secrets.hide(said, token);
        Reading<T> reading = received.tooLarge()
                ? new Reading.Unreadable<>(
                        RejectReason.TOO_LARGE, "", "the body is larger than " + KisHttp.LARGEST_BODY + " bytes")
                : Reading.of(received.body(), endpoint, question);
        if (reading instanceof Reading.Refusal<T> refusal) {
            return new Answer.Failed<>(KisError.ofCode(refusal.code(), refusal.message(), words));
        }
        Optional<ErrorClass> byStatus = ErrorClass.ofStatus(received.status());
        if (byStatus.isPresent()) {
            return new Answer.Failed<>(KisError.ofStatus(byStatus.get(), received.status()));
        }
        if (reading instanceof Reading.Good<T> good) {
            good.furtherFields().stream().map(words).forEach(this::logOnce);
            return new Answer.Good<>(
                    good.value(),
                    received.receivedAt(),
                    shown(good.messageCode(), words),
                    Optional.ofNullable(received.date()));
        }
        return new Answer.Unreadable<>(reject((Reading.Unreadable<T>) reading, received, token));
    }

    private Reject reject(Reading.Unreadable<?> unreadable, KisHttp.Received received, String token) {
        byte[] body = received.tooLarge()
                ? secrets.hideInBeginning(received.body(), token)
                : secrets.hide(received.body(), token);
        // The detail may quote the beginning of a secret, which nothing would recognise: kept only where it cannot.
        String detail = received.tooLarge() || Arrays.equals(body, received.body())
                ? unreadable.detail()
                : "the answer repeats a secret";
        return new Reject(
                unreadable.reason(),
                detail,
                received.receivedAt(),
                received.status(),
                shown(unreadable.messageCode(), said -> secrets.hide(said, token)),
                body.length > LONGEST_KEPT ? Arrays.copyOf(body, LONGEST_KEPT) : body);
    }

    /** Cut only after secrets are hidden: the beginning of one would not be recognised. */
    private static String shown(String code, UnaryOperator<String> words) {
        return OneLine.of(words.apply(code), KisError.LONGEST_CODE);
    }

    private void logOnce(String name) {
        String furtherField = OneLine.of(name, LONGEST_NAME);
        if (furtherFields.size() < FURTHER_FIELDS_LOGGED && furtherFields.add(furtherField)) {
            LOG.info("The API's answers have a field that this version does not know and ignores: {}", furtherField);
        }
    }
}
