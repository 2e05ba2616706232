/** Benchmarks of the workloads W1 to W12, with JMH, and the comparison with other systems. */
package dev.ddx.bench;
