"""Values for FunctionDerivativesTest: derivatives of the functions of standard.ddx at points in every region of their domains.

Each line of the output is a call, the number of the argument, and the derivative to 30 digits, found twice: by numerical
differentiation with mpmath (contour-free central differences in 80 digits), and from the derivative that SymPy knows, where it
knows one. Neither shares anything with ddx. The names and conventions are those of ddx (see docs/command.md).

  python3 function_derivatives.py > ../resources/dev/ddx/kernel/function_derivatives.csv
"""
import sys
import mpmath as mp
import sympy as sp

mp.mp.dps = 60
DIGITS = 30
half = mp.mpf(1) / 2


def lambertw(k, x):
    return mp.lambertw(x, int(k))


def selu(x):
    scale, alpha = mp.mpf('1.0507009873554804934193349852946'), mp.mpf('1.6732632423543772848170429916717')
    return scale * (x if x > 0 else alpha * mp.expm1(x))


def hardsigmoid(x):
    return mp.mpf(0) if x <= -3 else mp.mpf(1) if x >= 3 else x / 6 + half


def gelu(x):
    return x * (1 + mp.erf(x / mp.sqrt(2))) / 2


def softplus(x):
    return mp.log(1 + mp.exp(x))


def expm(f, g):
    return lambda x: f(g(x))


def real(f):
    """f where it is real, so that what leaves the real line is noticed."""
    def g(*args):
        v = f(*args)
        if abs(mp.im(v)) > mp.mpf(10) ** -50:
            raise ValueError('not real')
        return mp.re(v)
    return g


x = sp.Symbol('x', real=True)
y = sp.Symbol('y', real=True)
z = sp.Symbol('z', real=True)
w = sp.Symbol('w', real=True)

# name: (values, SymPy's function or None, points, arguments whose derivative ddx knows)
ONE = {
    'sin': (mp.sin, sp.sin, '-2 1/3 5'), 'cos': (mp.cos, sp.cos, '-2 1/3 5'), 'tan': (mp.tan, sp.tan, '-2 1/3 5'),
    'cot': (mp.cot, sp.cot, '-2 1/3 5'), 'sec': (mp.sec, sp.sec, '-2 1/3 5'), 'csc': (mp.csc, sp.csc, '-2 1/3 5'),
    'asin': (mp.asin, sp.asin, '-3/4 1/3'), 'acos': (mp.acos, sp.acos, '-3/4 1/3'), 'atan': (mp.atan, sp.atan, '-2 1/3 5'),
    'acot': (mp.acot, sp.acot, '-2 1/3 5'), 'asec': (mp.asec, sp.asec, '-2 3/2'), 'acsc': (mp.acsc, sp.acsc, '-2 3/2'),
    'sinh': (mp.sinh, sp.sinh, '-2 1/3'), 'cosh': (mp.cosh, sp.cosh, '-2 1/3'), 'tanh': (mp.tanh, sp.tanh, '-2 1/3'),
    'coth': (mp.coth, sp.coth, '-2 1/3'), 'sech': (mp.sech, sp.sech, '-2 1/3'), 'csch': (mp.csch, sp.csch, '-2 1/3'),
    'asinh': (mp.asinh, sp.asinh, '-2 1/3'), 'acosh': (mp.acosh, sp.acosh, '3/2 7'), 'atanh': (mp.atanh, sp.atanh, '-3/4 1/3'),
    'acoth': (mp.acoth, sp.acoth, '-2 3/2'), 'asech': (mp.asech, sp.asech, '1/3 3/4'), 'acsch': (mp.acsch, sp.acsch, '-2 1/3'),
    'ln': (mp.log, sp.log, '1/3 5'), 'abs': (abs, sp.Abs, '-2 1/3'), 'sign': (mp.sign, None, '-2 1/3'),
    'floor': (mp.floor, None, '-3/2 1/3'), 'ceil': (mp.ceil, None, '-3/2 1/3'), 'heaviside': (lambda t: mp.mpf(1 if t > 0 else 0), None, '-2 1/3'),
    'cbrt': (lambda t: mp.sign(t) * mp.cbrt(abs(t)), lambda t: sp.sign(t) * sp.Abs(t) ** sp.Rational(1, 3), '-2 1/3'), 'sinc': (mp.sinc, lambda t: sp.sin(t) / t, '-2 1/3'),
    'gamma': (mp.gamma, sp.gamma, '-5/4 1/3 7/2'), 'lngamma': (mp.loggamma, sp.loggamma, '1/3 7/2'),
    'digamma': (mp.digamma, lambda t: sp.polygamma(0, t), '-5/4 1/3 7/2'), 'trigamma': (lambda t: mp.psi(1, t), lambda t: sp.polygamma(1, t), '-5/4 1/3 7/2'),
    'factorial': (mp.factorial, sp.factorial, '-5/4 1/3 7/2'), 'harmonic': (mp.harmonic, sp.harmonic, '-5/4 1/3 7/2'),
    'erf': (mp.erf, sp.erf, '-2 1/3'), 'erfc': (mp.erfc, sp.erfc, '-2 1/3'), 'erfi': (mp.erfi, sp.erfi, '-2 1/3'),
    'erfinv': (mp.erfinv, sp.erfinv, '-3/4 1/3'), 'erfcinv': (lambda t: mp.erfinv(1 - t), sp.erfcinv, '1/3 7/4'),
    'fresnels': (mp.fresnels, sp.fresnels, '-2 1/3'), 'fresnelc': (mp.fresnelc, sp.fresnelc, '-2 1/3'),
    'Ei': (mp.ei, sp.Ei, '-2 1/3'), 'li': (mp.li, sp.li, '1/3 5'), 'Si': (mp.si, sp.Si, '-2 1/3'), 'Ci': (mp.ci, sp.Ci, '1/3 5'),
    'Shi': (mp.shi, sp.Shi, '-2 1/3'), 'Chi': (mp.chi, sp.Chi, '1/3 5'),
    'airyai': (mp.airyai, sp.airyai, '-2 1/3'), 'airybi': (mp.airybi, sp.airybi, '-2 1/3'),
    'airyaiprime': (lambda t: mp.airyai(t, derivative=1), sp.airyaiprime, '-2 1/3'),
    'airybiprime': (lambda t: mp.airybi(t, derivative=1), sp.airybiprime, '-2 1/3'),
    'LambertW': (real(mp.lambertw), sp.LambertW, '-1/4 1/3 5'),
    'ellipticK': (mp.ellipk, sp.elliptic_k, '-2 1/3'), 'ellipticE': (mp.ellipe, sp.elliptic_e, '-2 1/3'),
    'sigma': (lambda t: 1 / (1 + mp.exp(-t)), lambda t: 1 / (1 + sp.exp(-t)), '-2 1/3'), 'softplus': (softplus, lambda t: sp.log(1 + sp.exp(t)), '-2 1/3'),
    'silu': (lambda t: t / (1 + mp.exp(-t)), lambda t: t / (1 + sp.exp(-t)), '-2 1/3'),
    'gelu': (gelu, lambda t: t * (1 + sp.erf(t / sp.sqrt(2))) / 2, '-2 1/3'),
    'log1p': (lambda t: mp.log(1 + t), lambda t: sp.log(1 + t), '1/3 -1/2'), 'expm1': (lambda t: mp.exp(t) - 1, lambda t: sp.exp(t) - 1, '1/3 -2'),
    'mish': (lambda t: t * mp.tanh(softplus(t)), lambda t: t * sp.tanh(sp.log(1 + sp.exp(t))), '-2 1/3'),
    'softsign': (lambda t: t / (1 + abs(t)), lambda t: t / (1 + sp.Abs(t)), '-2 1/3'),
    'relu': (lambda t: max(t, mp.mpf(0)), None, '-2 1/3'), 'relu6': (lambda t: min(max(t, mp.mpf(0)), mp.mpf(6)), None, '-2 1/3 7'),
    'elu': (lambda t: t if t > 0 else mp.expm1(t), None, '-2 1/3'), 'selu': (selu, None, '-2 1/3'),
    'hardsigmoid': (hardsigmoid, None, '-4 1/3 4'), 'hardswish': (lambda t: t * hardsigmoid(t), None, '-4 1/3 4'),
    'hardtanh': (lambda t: min(max(t, mp.mpf(-1)), mp.mpf(1)), None, '-2 1/3 2'),
}
MORE = {
    'log': (lambda u, b: mp.log(u) / mp.log(b), lambda u, b: sp.log(u) / sp.log(b), ['5,2', '1/3,1/2'], (0, 1)),
    'max': (max, None, ['1/3,2', '5,-1'], (0, 1)), 'min': (min, None, ['1/3,2', '5,-1'], (0, 1)),
    'atan2': (mp.atan2, sp.atan2, ['1/3,2', '1/3,-2', '-1/3,-2', '-5,1'], (0, 1)),
    'polygamma': (lambda n, t: mp.psi(int(n), t), sp.polygamma, ['2,1/3', '3,-5/4', '1,7/2'], (1,)),
    'beta': (mp.beta, sp.beta, ['1/3,5/4', '7/2,2/3', '-1/4,3/4'], (0, 1)),
    'uppergamma': (mp.gammainc, sp.uppergamma, ['3/4,1/2', '-1/2,1/3', '5/2,5'], (1,)),
    'lowergamma': (lambda a, t: mp.gammainc(a, 0, t), sp.lowergamma, ['3/4,1/2', '5/2,5'], (1,)),
    'expint': (mp.expint, sp.expint, ['2,3/4', '1/2,3/4', '-3/2,2'], (1,)),
    'besselj': (mp.besselj, sp.besselj, ['0,3/4', '1/2,7/2', '1,-3/4'], (1,)), 'bessely': (mp.bessely, sp.bessely, ['0,3/4', '1/2,7/2'], (1,)),
    'besseli': (mp.besseli, sp.besseli, ['0,3/4', '1/2,7/2', '1,-3/4'], (1,)), 'besselk': (mp.besselk, sp.besselk, ['0,3/4', '1/2,7/2'], (1,)),
    'LambertW': (real(lambertw), lambda k, t: sp.LambertW(t, k), ['0,1/3', '-1,-1/4'], (1,)),
    'polylog': (mp.polylog, sp.polylog, ['2,1/2', '3,-3/4', '1/2,-3/4'], (1,)),
    'zeta': (mp.zeta, sp.zeta, ['3,3/4', '5/2,2'], (1,)),
    'ellipticF': (mp.ellipf, sp.elliptic_f, ['3/4,1/2', '5/2,1/2', '3/4,-3/2', '-3/4,1/3'], (0, 1)),
    'ellipticE': (mp.ellipe, sp.elliptic_e, ['3/4,1/2', '5/2,1/2', '3/4,-3/2'], (0, 1)),
    'ellipticPi': (mp.ellippi, sp.elliptic_pi, ['1/4,1/2', '-1/4,-1/2', '1/4,3/4,1/2', '-1/4,5/2,1/3'], (0, 1, 2)),
    'hyp2f1': (mp.hyp2f1, lambda a, b, c, t: sp.hyper([a, b], [c], t), ['1/2,1/4,3/2,1/2', '1,1/4,5/4,-5/2'], (3,)),
    'hyp1f1': (mp.hyp1f1, lambda a, b, t: sp.hyper([a], [b], t), ['1/2,3/2,3/4', '-3/2,1/2,-2'], (2,)),
    'hyp0f1': (mp.hyp0f1, lambda b, t: sp.hyper([], [b], t), ['3/2,3/4', '-1/2,-2'], (1,)),
    'legendre': (mp.legendre, sp.legendre, ['3,3/4', '2,-5/2', '3/2,3/4', '1/2,2'], (1,)),
    'hermite': (mp.hermite, sp.hermite, ['3,3/4', '4,-2', '1/2,3/4'], (1,)),
    'laguerre': (lambda *a: mp.laguerre(a[0], 0, a[1]) if len(a) == 2 else mp.laguerre(*a),
                 lambda *a: sp.laguerre(*a) if len(a) == 2 else sp.assoc_laguerre(*a), ['3,3/4', '4,-2', '3,1/2,3/4', '5/2,1/2,3/4'], (1, 2)),
    'chebyshevt': (mp.chebyt, sp.chebyshevt, ['3,3/4', '4,-5/2', '1/2,3/4'], (0, 1)),
    'chebyshevu': (mp.chebyu, sp.chebyshevu, ['3,3/4', '4,-5/2', '1/2,3/4'], (0, 1)),
    'leakyrelu': (lambda t, a: t if t > 0 else a * t, None, ['-2,1/5', '1/3,1/5'], (0, 1)),
    'elu': (lambda t, a: t if t > 0 else a * mp.expm1(t), None, ['-2,3/2', '1/3,3/2'], (0, 1)),
}


def number(s):
    p, _, q = s.partition('/')
    return mp.mpf(int(p)) / int(q or 1)


def numeric(f, args, k):
    """Richardson's extrapolation of central differences; the error is far below 10^-30."""
    a = [number(s) for s in args]

    def at(t):
        b = list(a)
        b[k] = t
        return f(*b)
    with mp.workdps(90):
        h = mp.mpf(10) ** -14
        d1 = (at(a[k] + h) - at(a[k] - h)) / (2 * h)
        d2 = (at(a[k] + 2 * h) - at(a[k] - 2 * h)) / (4 * h)
        return (4 * d1 - d2) / 3


def symbolic(f, args, k):
    if f is None:
        return None
    try:
        a = [sp.Rational(s) for s in args]
        t = sp.Symbol('t', real=True)
        d = sp.diff(f(*(t if i == k else v for i, v in enumerate(a))), t)
        if d.has(sp.Derivative) or d.has(sp.Subs):
            return None
        v = sp.N(d.subs(t, a[k]), 40)
        if not v.is_number or not v.is_real or v.has(sp.Integral):
            return None
        return mp.mpf(str(v))
    except Exception:
        return None


def main():
    print('# call; argument; by numerical differentiation; by SymPy')
    rows = [(n, f, s, [p], (0,)) for n, (f, s, ps) in ONE.items() for p in ps.split()]
    rows += [(n, f, s, p.split(','), ks) for n, (f, s, ps, ks) in MORE.items() for p in ps]
    for name, f, s, args, ks in rows:
        for k in ks:
            if k >= len(args):
                continue
            if name == 'laguerre' and len(args) == 3 and k == 1:
                continue
            if name in ('chebyshevt', 'chebyshevu') and k == 0 and abs(number(args[1])) > 1:
                continue
            if name == 'ellipticPi' and len(args) == 2 and k == 2:
                continue
            d = numeric(f, args, k)
            e = symbolic(s, args, k)
            if e is not None and abs(d - e) > mp.mpf(10) ** -28 * max(1, abs(d)):
                sys.stderr.write('%s(%s) by %d: %s, SymPy %s\n' % (name, ','.join(args), k, mp.nstr(d, 32), mp.nstr(e, 32)))
                e = None
            print('%s(%s); %d; %s; %s' % (name, ', '.join(args), k, mp.nstr(mp.re(d), DIGITS), '' if e is None else mp.nstr(e, DIGITS)))


main()
