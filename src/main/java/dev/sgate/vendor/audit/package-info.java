/** What the desk shows to others: the auditor's pack, which a program of their own can check with nothing but the vendor's pinned keys. */
@NullMarked
package dev.sgate.vendor.audit;

import org.jspecify.annotations.NullMarked;
