package dev.sgate.cli.desk;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Sha256;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A place in the audit log on the command line: its number and its hash, as {@code sgate audit --verify} prints them. */
final class HeadWord implements ITypeConverter<ChainHead> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,14})=([0-9a-f]{64})");

    @Override
    public ChainHead convert(String word) {
        Matcher form = FORM.matcher(word);
        if (!form.matches()) {
            throw new TypeConversionException(
                    "'" + word + "' is no place in the log; write NO=HASH as --verify prints it");
        }
        return new ChainHead(Long.parseLong(form.group(1)), new Sha256(form.group(2)));
    }
}
