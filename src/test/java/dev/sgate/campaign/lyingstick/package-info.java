/**
 * {@code ./sgate campaign lying-stick}: a stick whose bytes change between and during reads, that grows, shrinks, fails, stalls, or keeps
 * other bytes than were written. What is installed is what was signed, or nothing is (THREATS, crash testing, ladder 4).
 */
package dev.sgate.campaign.lyingstick;
