package dev.sgate.cli.desk;

import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.LedgerPlace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A ledger on the command line: a file, or {@code postgresql://user@host:port/database}. */
final class LedgerWord implements ITypeConverter<LedgerPlace> {
    @Override
    public LedgerPlace convert(String word) {
        try {
            return LedgerPlace.parse(word);
        } catch (BadInput e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
