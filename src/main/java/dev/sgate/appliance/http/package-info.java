/**
 * The HTTP face of the lease service: what comes over the wire is bounded and read, {@link dev.sgate.station.leasing.Leasing}
 * decides, and its answer becomes a status and a body (LEASE-PROTOCOL 2 to 7). No license is judged here.
 *
 * <p>The server is the JDK's own (docs/adr/0011). {@link dev.sgate.appliance.http.HttpService} owns it and knows sizes, deadlines
 * and the Host header; {@link dev.sgate.appliance.http.LeaseFace} knows the routes.
 */
@NullMarked
package dev.sgate.appliance.http;

import org.jspecify.annotations.NullMarked;
