/** The reconcile report in forms that leave the desk: one page of HTML that needs nothing else, and tables for a spreadsheet. */
@NullMarked
package dev.sgate.vendor.report;

import org.jspecify.annotations.NullMarked;
