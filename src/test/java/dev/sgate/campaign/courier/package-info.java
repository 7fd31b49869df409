/**
 * Appliances that export and a desk that imports, with a courier between them who loses, doubles, reorders and delays. What the
 * desk's ledger holds in the end must be what was really exported.
 */
package dev.sgate.campaign.courier;
