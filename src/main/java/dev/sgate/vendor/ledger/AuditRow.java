package dev.sgate.vendor.ledger;

/**
 * A row of the audit log as it stands in the ledger, believed by nobody before {@link AuditChain} has seen it. All columns are
 * text as found, for whoever changed them need not have kept to their form.
 *
 * @param hash what the ledger says the line's SHA-256 is
 * @param line JSON with {@code no}, {@code at}, {@code who}, {@code action}, {@code subject}, {@code prev} and {@code detail}, in
 *     this order
 */
public record AuditRow(long no, String at, String who, String action, String subject, String hash, String line) {}
