/**
 * The lawful floor: hours outside which no real carrier is asked to call, by jurisdiction. Start
 * with LawfulHours; the rules and their sources are in laws.txt. Not legal advice.
 */
@NullMarked
package io.carillon.activities.law;

import org.jspecify.annotations.NullMarked;
