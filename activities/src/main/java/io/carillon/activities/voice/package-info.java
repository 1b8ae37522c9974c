/**
 * The names of voices, ours and the carriers'. Start with Voices: flows are checked against it, and
 * drivers ask it what their carrier calls a voice.
 */
@NullMarked
package io.carillon.activities.voice;

import org.jspecify.annotations.NullMarked;
