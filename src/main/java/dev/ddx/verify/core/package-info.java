/**
 * What has to be believed of the verifier: whether one line says the same as another. Expressions are written without
 * derivatives by a table of its own, compared by the kernel's normal form and zero test, and by values at points of the
 * domain. It knows nothing of rules and derivations; LayersTest holds that, and that it stays under 1,000 lines.
 */
package dev.ddx.verify.core;
