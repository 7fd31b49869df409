/**
 * The vendor's database of record: what was minted, and what came back. Tables are named after what they hold; each method is
 * one statement or two, inside the caller's transaction.
 */
@NullMarked
package dev.sgate.vendor.ledger;

import org.jspecify.annotations.NullMarked;
