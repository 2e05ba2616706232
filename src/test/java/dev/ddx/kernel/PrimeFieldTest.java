package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrimeFieldTest {

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void agreesWithBigInteger() {
        PrimeField f = PrimeField.random(12, Map.of(), random);
        BigInteger p = BigInteger.valueOf(f.modulus());
        assertThat(p.isProbablePrime(50)).isTrue();
        assertThat(f.modulus() % 12).isEqualTo(1);
        for (int i = 0; i < 2000; i++) {
            BigInteger a = new BigInteger(60, new java.util.Random(i)).mod(p);
            BigInteger b = new BigInteger(60, new java.util.Random(~i)).mod(p);
            long x = f.of(a);
            long y = f.of(b);
            assertThat(f.value(f.times(x, y))).isEqualTo(a.multiply(b).mod(p).longValue());
            assertThat(f.value(f.plus(x, y))).isEqualTo(a.add(b).mod(p).longValue());
            assertThat(f.value(f.minus(x, y))).isEqualTo(a.subtract(b).mod(p).longValue());
            assertThat(f.value(f.inverse(x))).isEqualTo(a.modInverse(p).longValue());
            assertThat(f.value(f.power(x, b))).isEqualTo(a.modPow(b, p).longValue());
        }
    }

    @Test
    void rootsExistForOneInSoMany() {
        PrimeField f = PrimeField.random(60, Map.of(), random);
        for (int n : new int[] {2, 3, 4, 5, 6, 10, 12, 60}) {
            int found = 0;
            for (int i = 0; i < 600; i++) {
                long a = f.random(random);
                int log = f.torsionLog(a);
                boolean residue = f.power(a, (f.modulus() - 1) / n) == f.one;
                assertThat(log % n == 0).isEqualTo(residue);
                if (residue) {
                    found++;
                    for (int branch = 0; branch < n; branch++) {
                        assertThat(f.power(f.root(a, log, n, branch), n)).isEqualTo(a);
                    }
                    assertThat(f.root(a, log, n, 0)).isNotEqualTo(f.root(a, log, n, 1));
                }
            }
            assertThat(found).isPositive();
        }
    }

    @Test
    void squareRootsOfMinusOneOfBothKinds() {
        PrimeField f = PrimeField.random(24, Map.of(), random);
        long first = f.power(f.rootOfUnity(true, random), 6);
        long second = f.power(f.rootOfUnity(false, random), 6);
        assertThat(f.times(first, first)).isEqualTo(f.negate(f.one));
        assertThat(f.plus(first, second)).isZero();
    }

    @Test
    void aPrimeWithTheRootsThatAreAskedFor() {
        PrimeField f = PrimeField.random(4, Map.of(BigInteger.valueOf(7), 4, BigInteger.valueOf(31), 2), random);
        assertThat(f.torsionLog(f.of(7)) % 4).isZero();
        assertThat(f.torsionLog(f.of(31)) % 2).isZero();
    }

    @Test
    void fractionsComeBack() {
        PrimeField f = PrimeField.random(4, Map.of(), random);
        for (long n : new long[] {0, 1, -1, 22, -355, 123456}) {
            for (long d : new long[] {1, 7, 113, 99991}) {
                assertThat(f.fraction(f.of(Rational.of(n, d)))).isEqualTo(Rational.of(n, d));
            }
        }
        assertThat(f.smallFraction(f.of(103_041_000_000_000L))).isEqualTo(Rational.of(103_041_000_000_000L));
        int accidental = 0;
        for (int i = 0; i < 5000; i++) {
            accidental += f.fraction(f.random(random)) != null ? 1 : 0;
        }
        assertThat(accidental).isLessThan(3);
    }
}
