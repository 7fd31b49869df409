/**
 * {@code ./sgate campaign mutants}: faults are put into the product, one at a time, and the campaign that is named for each must notice
 * it. The product's own jar has no trace of them: a mutant is a class in another jar that stands first on the class path.
 */
package dev.sgate.campaign.mutants;
