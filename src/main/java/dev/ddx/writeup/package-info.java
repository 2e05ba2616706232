/**
 * Documents about derivatives: what is differentiated, the rules, every step, where it holds, a check by numbers and a
 * picture, as Markdown, LaTeX, PDF or one HTML file. {@link dev.ddx.writeup.WriteUp} is where to begin.
 */
package dev.ddx.writeup;
