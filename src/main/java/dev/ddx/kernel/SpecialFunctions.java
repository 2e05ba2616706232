package dev.ddx.kernel;

import java.math.BigDecimal;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.ApfloatRuntimeException;
import org.apfloat.Apint;

/**
 * The values of the special functions. They are computed in the precision of their arguments; a value in
 * double precision is one in more digits that is rounded.
 */
final class SpecialFunctions {

    /** Digits for a value in double precision; where they are lost, the second time more. */
    private static final int[] DIGITS = {25, 60};

    private SpecialFunctions() {
    }

    /** The function of that name for so many arguments, or null. A new function is a line here. */
    static NumericFunction of(String name, int arity) {
        return switch (name + "/" + arity) {
            case "sinc/1" -> f(ApfloatMath::sinc, ApcomplexMath::sinc);
            case "lngamma/1" -> f(x -> x.signum() > 0 ? ApfloatMath.logGamma(x) : null, ApcomplexMath::logGamma);
            case "digamma/1" -> f(ApfloatMath::digamma, ApcomplexMath::digamma);
            case "trigamma/1" -> f(x -> ApfloatMath.polygamma(1, x), z -> ApcomplexMath.polygamma(1, z));
            case "harmonic/1" -> f(ApfloatMath::harmonicNumber, ApcomplexMath::harmonicNumber);
            case "erfinv/1" -> f(ApfloatMath::inverseErf, null);
            case "erfcinv/1" -> f(ApfloatMath::inverseErfc, null);
            case "fresnels/1" -> f(ApfloatMath::fresnelS, ApcomplexMath::fresnelS);
            case "fresnelc/1" -> f(ApfloatMath::fresnelC, ApcomplexMath::fresnelC);
            case "Ei/1" -> f(ApfloatMath::expIntegralEi, ApcomplexMath::expIntegralEi);
            // At 0 there is a limit and no value.
            case "li/1" -> f(x -> x.signum() == 0 ? null : ApfloatMath.logIntegral(x), ApcomplexMath::logIntegral);
            case "Si/1" -> f(ApfloatMath::sinIntegral, ApcomplexMath::sinIntegral);
            case "Ci/1" -> f(ApfloatMath::cosIntegral, ApcomplexMath::cosIntegral);
            case "Shi/1" -> f(ApfloatMath::sinhIntegral, ApcomplexMath::sinhIntegral);
            case "Chi/1" -> f(ApfloatMath::coshIntegral, ApcomplexMath::coshIntegral);
            case "airyai/1" -> airy(ApfloatMath::airyAi, ApcomplexMath::airyAi, () -> AiryAtZero.AI);
            case "airyaiprime/1" -> airy(ApfloatMath::airyAiPrime, ApcomplexMath::airyAiPrime, () -> AiryAtZero.AI_PRIME);
            case "airybi/1" -> airy(ApfloatMath::airyBi, ApcomplexMath::airyBi, () -> AiryAtZero.BI);
            case "airybiprime/1" -> airy(ApfloatMath::airyBiPrime, ApcomplexMath::airyBiPrime, () -> AiryAtZero.BI_PRIME);
            case "LambertW/1" -> f(ApfloatMath::w, ApcomplexMath::w);
            case "zeta/1" -> f(ApfloatMath::zeta, ApcomplexMath::zeta);
            case "ellipticK/1" -> ofComplex(z -> Elliptic.k(z[0]), 1);
            case "ellipticE/1" -> ofComplex(z -> Elliptic.e(z[0]), 1);
            case "polygamma/2" -> made(x -> x[0].isInteger() && x[0].signum() >= 0 ? polygamma(x[0].longValueExact(), x[1]) : null,
                    z -> z[0].imag().signum() == 0 && z[0].real().isInteger() && z[0].real().signum() >= 0
                            ? polygamma(z[0].real().longValueExact(), z[1]) : null, 2);
            case "beta/2" -> g(ApfloatMath::beta, ApcomplexMath::beta);
            case "uppergamma/2" -> g(ApfloatMath::gamma, ApcomplexMath::gamma);
            case "lowergamma/2" -> g((a, x) -> ApfloatMath.gamma(a, Apcomplex.ZERO, x), (a, z) -> ApcomplexMath.gamma(a, Apcomplex.ZERO, z));
            case "besselj/2" -> g(ApfloatMath::besselJ, ApcomplexMath::besselJ);
            case "bessely/2" -> g(ApfloatMath::besselY, ApcomplexMath::besselY);
            case "besseli/2" -> g(ApfloatMath::besselI, ApcomplexMath::besselI);
            case "besselk/2" -> g(ApfloatMath::besselK, ApcomplexMath::besselK);
            case "hankel1/2" -> ofComplex(z -> ApcomplexMath.besselJ(z[0], z[1]).add(ApcomplexMath.besselY(z[0], z[1]).multiply(Apcomplex.I)), 2);
            case "hankel2/2" -> ofComplex(z -> ApcomplexMath.besselJ(z[0], z[1]).subtract(ApcomplexMath.besselY(z[0], z[1]).multiply(Apcomplex.I)), 2);
            case "expint/2" -> g(ApfloatMath::expIntegralE, ApcomplexMath::expIntegralE);
            case "LambertW/2" -> ofComplex(z -> z[0].imag().signum() == 0 && z[0].real().isInteger()
                    ? ApcomplexMath.w(z[1], z[0].real().longValueExact()) : null, 2);
            case "polylog/2" -> g(ApfloatMath::polylog, ApcomplexMath::polylog);
            case "zeta/2" -> g(ApfloatMath::zeta, ApcomplexMath::zeta);
            case "ellipticF/2" -> ofComplex(z -> Elliptic.f(z[0], z[1]), 2);
            case "ellipticE/2" -> ofComplex(z -> Elliptic.e(z[0], z[1]), 2);
            case "ellipticPi/2" -> ofComplex(z -> Elliptic.pi(z[0], z[1]), 2);
            case "ellipticPi/3" -> ofComplex(z -> Elliptic.pi(z[0], z[1], z[2]), 3);
            case "hyp0f1/2" -> g(ApfloatMath::hypergeometric0F1, ApcomplexMath::hypergeometric0F1);
            case "hyp1f1/3" -> made(x -> ApfloatMath.hypergeometric1F1(x[0], x[1], x[2]),
                    z -> ApcomplexMath.hypergeometric1F1(z[0], z[1], z[2]), 3);
            case "hyp2f1/4" -> made(x -> ApfloatMath.hypergeometric2F1(x[0], x[1], x[2], x[3]),
                    z -> ApcomplexMath.hypergeometric2F1(z[0], z[1], z[2], z[3]), 4);
            case "legendre/2" -> g(ApfloatMath::legendreP, ApcomplexMath::legendreP);
            case "hermite/2" -> g(ApfloatMath::hermiteH, ApcomplexMath::hermiteH);
            case "laguerre/2" -> g(ApfloatMath::laguerreL, ApcomplexMath::laguerreL);
            case "laguerre/3" -> made(x -> ApfloatMath.laguerreL(x[0], x[1], x[2]), z -> ApcomplexMath.laguerreL(z[0], z[1], z[2]), 3);
            case "chebyshevt/2" -> g(ApfloatMath::chebyshevT, ApcomplexMath::chebyshevT);
            case "chebyshevu/2" -> g(ApfloatMath::chebyshevU, ApcomplexMath::chebyshevU);
            default -> null;
        };
    }

    private static Apfloat polygamma(long n, Apfloat x) {
        return n == 0 ? ApfloatMath.digamma(x) : ApfloatMath.polygamma(n, x);
    }

    private static Apcomplex polygamma(long n, Apcomplex z) {
        return n == 0 ? ApcomplexMath.digamma(z) : ApcomplexMath.polygamma(n, z);
    }

    private static NumericFunction f(UnaryOperator<Apfloat> real, UnaryOperator<Apcomplex> complex) {
        return made(x -> real.apply(x[0]), complex == null ? null : z -> complex.apply(z[0]), 1);
    }

    /** An exact 0 does not say with how many digits the value at it is wanted. */
    private static NumericFunction airy(UnaryOperator<Apfloat> real, UnaryOperator<Apcomplex> complex, Supplier<Apfloat> atZero) {
        return f(x -> x.signum() == 0 ? atZero.get() : real.apply(x), z -> z.equals(Apcomplex.ZERO) ? atZero.get() : complex.apply(z));
    }

    /** DLMF 9.2.3 to 9.2.6. */
    private static final class AiryAtZero {

        private static final int DIGITS = 400;
        private static final Apfloat THREE = new Apfloat(3, DIGITS);
        private static final Apfloat THIRD = new Apfloat(1, DIGITS).divide(THREE);
        private static final Apfloat GAMMA_OF_THIRD = ApfloatMath.gamma(THIRD);
        private static final Apfloat GAMMA_OF_TWO_THIRDS = ApfloatMath.gamma(THIRD.add(THIRD));

        private static final Apfloat AI = Apfloat.ONE.divide(ApfloatMath.pow(THREE, THIRD.add(THIRD)).multiply(GAMMA_OF_TWO_THIRDS));
        private static final Apfloat AI_PRIME = Apfloat.ONE.negate().divide(ApfloatMath.cbrt(THREE).multiply(GAMMA_OF_THIRD));
        private static final Apfloat BI = Apfloat.ONE.divide(ApfloatMath.root(THREE, 6).multiply(GAMMA_OF_TWO_THIRDS));
        private static final Apfloat BI_PRIME = ApfloatMath.root(THREE, 6).divide(GAMMA_OF_THIRD);
    }

    private static NumericFunction g(BinaryOperator<Apfloat> real, BinaryOperator<Apcomplex> complex) {
        return made(x -> real.apply(x[0], x[1]), z -> complex.apply(z[0], z[1]), 2);
    }

    /** Of real arguments the real value, if the principal value is real. */
    private static NumericFunction ofComplex(NumericFunction.Complex complex, int arity) {
        return made(x -> {
            Apcomplex value = complex.at(x);
            return value == null || value.imag().signum() != 0 ? null : value.real();
        }, complex, arity);
    }

    private static NumericFunction made(NumericFunction.Real real, NumericFunction.Complex complex, int arity) {
        return switch (arity) {
            case 1 -> new NumericFunction(x -> rounded(real, x), null, null, real, complex);
            case 2 -> new NumericFunction(null, (x, y) -> rounded(real, x, y), null, real, complex);
            default -> new NumericFunction(null, null, x -> rounded(real, x), real, complex);
        };
    }

    private static double rounded(NumericFunction.Real real, double... x) {
        for (double v : x) {
            if (!Double.isFinite(v)) {
                return Double.NaN;
            }
        }
        for (int digits : DIGITS) {
            try {
                Apfloat[] exact = new Apfloat[x.length];
                for (int i = 0; i < x.length; i++) {
                    exact[i] = x[i] == Math.rint(x[i]) && Math.abs(x[i]) < 1e15 ? new Apint((long) x[i]).precision(digits)
                            : new Apfloat(new BigDecimal(x[i]), digits);
                }
                Apfloat value = real.at(exact);
                return value == null ? Double.NaN : value.doubleValue();
            } catch (ArithmeticException | ApfloatRuntimeException tooFewDigitsOrNoValue) {
                // Once more, with more digits.
            }
        }
        return Double.NaN;
    }
}
