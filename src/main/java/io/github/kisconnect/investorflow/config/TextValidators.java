package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.kis.account.HeaderText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.types.Password;

/**
 * Checks of texts that are used as given: secrets, header values and paths. A value that may be a secret is never
 * quoted.
 */
final class TextValidators {
    private TextValidators() {}

    /** A secret that goes into an HTTP header as it is. */
    static Validator headerSecret() {
        return secret(text -> {
            if (GivenText.isQuoted(text)) {
                return "is in quotes, which would be sent as a part of it; give it without them, also in the file of a config provider";
            }
            return HeaderText.fits(text)
                    ? null
                    : "is blank or contains white space, line breaks or non-ASCII characters; give it exactly as KIS issued it";
        });
    }

    /** A password; any characters are allowed, also quotes around it. */
    static Validator password() {
        return secret(text -> null);
    }

    private static Validator secret(Function<String, String> problem) {
        return Validators.of(
                value -> value instanceof Password secret ? resolvedProblem(secret.value(), problem) : null);
    }

    /** Text that goes into an HTTP header as it is. */
    static Validator headerText() {
        return text(text -> HeaderText.fits(text) && !GivenText.isQuoted(text)
                ? null
                : "'" + text + "' cannot go into an HTTP header; use printable ASCII without white space and quotes");
    }

    /** Any text but an unresolved placeholder. */
    static Validator text() {
        return text(text -> null);
    }

    /** The path of a file. */
    static Validator file() {
        return text(TextValidators::fileProblem);
    }

    private static String fileProblem(String text) {
        if (GivenText.isQuoted(text)) {
            return text + " is in quotes, which would be a part of the path; give it without them";
        }
        try {
            return text.endsWith("/") || Path.of(text).getFileName() == null
                    ? text + " is a folder; give the path of a file"
                    : null;
        } catch (InvalidPathException e) {
            return "is not a path on this host (" + e.getReason() + "); give the path of a file";
        }
    }

    /** {@code problem} checks a text that is not a placeholder. */
    static Validator text(Function<String, String> problem) {
        return Validators.of(value -> value instanceof String text ? resolvedProblem(text, problem) : null);
    }

    private static String resolvedProblem(String text, Function<String, String> problem) {
        return Optional.of(GivenText.PLACEHOLDER_PROBLEM)
                .filter(placeholder -> GivenText.isPlaceholder(text))
                .orElseGet(() -> problem.apply(text));
    }
}
