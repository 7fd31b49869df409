/**
 * License caches ({@code .license-cache}, FORMATS): one JSON object that lets an application run offline for the hours of its tier,
 * signed with an RSA key of 4096 bits. {@link dev.sgate.license.cache.LicenseCache} can only be made by checking that signature.
 * Pure: no clock, no disk, no network.
 */
@NullMarked
package dev.sgate.license.cache;

import org.jspecify.annotations.NullMarked;
