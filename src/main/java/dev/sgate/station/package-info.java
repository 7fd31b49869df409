/**
 * What the appliance does when a stick comes: the use cases, one small class a step, and the ports they need. A route calls one
 * step after the other (see {@code routes/}); no step calls another.
 *
 * <p>The visit of one stick: {@code VisitStart} → {@code VolumeScan} → for each candidate {@code FileOpening} → in order of
 * precedence {@code FileStaging} → {@code LicenseImport} and {@code ReleaseInstall} → {@code JournalExport} → {@code
 * ReceiptWriting} → {@code VolumeRelease}.
 *
 * <p>Nothing here touches a disk, a database, a process or a clock but through a port. Every change of state goes through {@link
 * dev.sgate.station.Ledger#commit} together with the events that tell of it, in one transaction.
 */
@NullMarked
package dev.sgate.station;

import org.jspecify.annotations.NullMarked;
