package dev.sgate.vendor.mint;

import dev.sgate.license.LicenseKey;
import dev.sgate.vendor.ledger.License;
import java.util.Optional;

/**
 * A license that has just been made.
 *
 * @param newKey the license key where one was generated: shown once and kept nowhere
 */
public record SoldLicense(License license, Optional<LicenseKey> newKey) {}
