package dev.sgate.vendor.mint;

/**
 * An order as it stands in a list.
 *
 * @param line its line in the file, the heading being line 1
 * @param withApp whether the newest update of its product is to go into the file
 */
public record OrderLine(long line, LicenseOrder order, boolean withApp) {}
