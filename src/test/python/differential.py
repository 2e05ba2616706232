"""Compares derivatives of ddx with those of SymPy and, if it can be fetched, Symja, by their values at points.

usage: python3 src/test/python/differential.py [CORPUS] [--random N] [--seed S] [--every K] [--no-symja]

The functions are N random ones and, of the folder CORPUS, those of feynman.jsonl, fpbench.jsonl and deriv_pairs.jsonl, or every
K-th of them. Values are computed by mpmath with 30 digits at up to 4 points with positive coordinates. What differs is printed, and
what could not be compared is counted with its reason. The exit code is 1 if a derivative of ddx differs from that of SymPy.
"""
import argparse
import collections
import json
import os
import random
import re
import signal
import subprocess
import sys

import mpmath
import sympy

HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')
SYMJA = os.path.join(HOME, 'target', 'symja')
POINTS = 4
SECONDS = 10
mpmath.mp.dps = 30
FUNCTIONS = {n: getattr(sympy, n) for n in '''sin cos tan cot sec csc asin acos atan sinh cosh tanh coth sech csch asinh acosh atanh acoth asech acsch
exp sqrt erf erfc erfi gamma digamma besselj bessely besseli besselk atan2 LambertW Ei li Si Ci Shi Chi zeta polylog polygamma'''.split()}
# acot, asec, acsc are acot(x) = atan(1/x) and so on for SymPy as for ddx.
FUNCTIONS.update(ln=sympy.log, abs=sympy.Abs, sign=sympy.sign, cbrt=lambda u: sympy.real_root(u, 3), lngamma=sympy.loggamma, acot=sympy.acot, asec=sympy.asec, acsc=sympy.acsc,
                 max=sympy.Max, min=sympy.Min, factorial=sympy.factorial, log=sympy.log, ellipticK=sympy.elliptic_k)
# Real functions by their real namesakes, of which Symja knows the derivatives; of Abs it says Abs'.
TO_SYMJA = {'asin': 'ArcSin({})', 'acos': 'ArcCos({})', 'atan': 'ArcTan({})', 'acot': 'ArcTan(1/({}))', 'asec': 'ArcSec({})', 'acsc': 'ArcCsc({})',
            'asinh': 'ArcSinh({})', 'acosh': 'ArcCosh({})', 'atanh': 'ArcTanh({})', 'acoth': 'ArcCoth({})', 'asech': 'ArcSech({})', 'acsch': 'ArcCsch({})',
            'atan2': 'ArcTan({1},{0})', 'ln': 'Log({})', 'log': 'Log({1},{0})', 'abs': 'RealAbs({})', 'sign': 'RealSign({})', 'cbrt': 'Surd({},3)',
            'lngamma': 'LogGamma({})', 'digamma': 'PolyGamma(0,{})', 'trigamma': 'PolyGamma(1,{})', 'polygamma': 'PolyGamma({},{})', 'besselj': 'BesselJ({},{})',
            'bessely': 'BesselY({},{})', 'besseli': 'BesselI({},{})', 'besselk': 'BesselK({},{})', 'LambertW': 'ProductLog({})', 'Ei': 'ExpIntegralEi({})',
            'li': 'LogIntegral({})', 'Si': 'SinIntegral({})', 'Ci': 'CosIntegral({})', 'Shi': 'SinhIntegral({})', 'Chi': 'CoshIntegral({})'}
FROM_SYMJA = {'Log': sympy.log, 'RealAbs': sympy.Abs, 'RealSign': sympy.sign, 'Surd': sympy.real_root, 'LogGamma': sympy.loggamma, 'PolyGamma': sympy.polygamma,
              'BesselJ': sympy.besselj, 'BesselY': sympy.bessely, 'BesselI': sympy.besseli, 'BesselK': sympy.besselk, 'ProductLog': sympy.LambertW,
              'ArcTan': lambda x, y=None: sympy.atan(x) if y is None else sympy.atan2(y, x)}
FROM_SYMJA.update({'Arc' + n[1:].capitalize(): FUNCTIONS[n] for n in 'asin acos asinh acosh atanh acoth asech acsch asec acsc'.split()})
FROM_SYMJA.update({n.capitalize(): FUNCTIONS[n] for n in 'sin cos tan cot sec csc sinh cosh tanh coth sech csch sqrt exp erf erfc erfi gamma max min sign abs factorial'.split()})

class NotCompared(Exception):
    pass


def sympified(text):
    if re.search(r"piecewise|sum\(|product\(|integral\(|'", text):
        raise NotCompared('syntax')
    names = {}
    for name in set(re.findall(r'[A-Za-z_]\w*', text)) - {'e', 'pi'}:
        called = re.search(r'\b' + name + r'\s*\(', text)
        if called and name not in FUNCTIONS:
            raise NotCompared('function ' + name)
        names['n_' + name] = FUNCTIONS[name] if called else sympy.Symbol(name, real=True)
    names.update(n_e=sympy.E, n_pi=sympy.pi)
    decimal = re.sub(r'(?<![\w.])(\d+\.\d*|\.\d+)', lambda m: f'Rational("{m[0]}")', re.sub(r'[A-Za-z_]\w*', lambda m: 'n_' + m[0], text))
    return sympy.sympify(decimal.replace('^', '**').replace('n_Rational', 'Rational'), locals=dict(names, Rational=sympy.Rational))


def points(symbols, source):
    draw = random.Random(source)
    for _ in range(5 * POINTS):
        yield {s: mpmath.mpf(draw.randint(150, 2850)) / 1000 for s in symbols}


def compared(f, of_ddx, of_peer, name):
    """Whether they agree; raises NotCompared if they have values at no point."""
    symbols = sorted(f.free_symbols | of_ddx.free_symbols | of_peer.free_symbols, key=str)
    programs = [sympy.lambdify(symbols, e, 'mpmath') for e in (f, of_ddx, of_peer)]
    seen = 0
    for at in points(symbols, name):
        try:
            value, a, b = (mpmath.mpmathify(p(*at.values())) for p in programs)
        except (ValueError, ZeroDivisionError, OverflowError, TypeError, NameError, mpmath.libmp.NoConvergence):
            continue
        if any(isinstance(v, mpmath.mpc) and abs(v.imag) > 1e-20 * (1 + abs(v)) or not mpmath.isfinite(v) for v in (value, a, b)):
            continue
        a, b = (v.real if isinstance(v, mpmath.mpc) else v for v in (a, b))
        seen += 1
        if abs(a - b) > mpmath.mpf(10) ** -12 * max(1, abs(a), abs(b)):
            return at, a, b
        if seen == POINTS:
            return None
    if not seen:
        raise NotCompared('no real point')
    return None


def timed(task):
    def late(*_):
        raise NotCompared(f'more than {SECONDS} s')
    signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        return task()
    except NotCompared:
        raise
    except Exception as e:
        raise NotCompared(type(e).__name__) from e
    finally:
        signal.alarm(0)


def expression(draw, depth):
    if depth == 0:
        return draw.choice(['x', 'x', 'x', 'x', 'a', 'b', '2', '3', '1/2', '5', 'pi', 'x^2', '1/x'])
    u, v = expression(draw, depth - 1), expression(draw, draw.randrange(depth))
    one = draw.choice('sin cos tan exp ln sqrt asin acos atan sinh cosh tanh asinh acosh atanh abs erf gamma sec cot'.split())
    return draw.choice([f'{one}({u})', f'{one}({u})', f'{one}({u})', f'({u})*({v})', f'({u})*({v})', f'({u})/({v})', f'({u}) + ({v})', f'({u}) - ({v})',
                        f'({u})^({draw.choice(["2", "3", "-1", "1/2", "a"])})', f'({u})^({v})'])


def for_symja(text, names):
    """In the notation of Symja, which tells no capital letters from small ones and has a meaning for names such as C and m_0."""
    tokens = re.findall(r'\d+\.\d*|\.\d+|\w+|\S', text)

    def arguments(i):
        """The arguments of the call whose bracket opens at i, and where it ends."""
        parts, depth, start = [], 0, i + 1
        for k in range(i, len(tokens)):
            depth += (tokens[k] == '(') - (tokens[k] == ')')
            if depth == 0 or depth == 1 and tokens[k] == ',':
                parts.append(written(start, k))
                start = k + 1
            if depth == 0:
                return parts, k + 1
        raise NotCompared('syntax')

    def written(i, end):
        out = ''
        while i < end:
            t = tokens[i]
            if re.match(r'[A-Za-z_]', t) and i + 1 < end and tokens[i + 1] == '(':
                parts, i = arguments(i + 1)
                out += TO_SYMJA.get(t, t.capitalize() + '(' + ','.join(['{}'] * len(parts)) + ')').format(*parts)
                continue
            out += {'e': 'E', 'pi': 'Pi'}.get(t, names.get(t)) if re.match(r'[A-Za-z_]', t) else '(%s)' % sympy.Rational(t) if '.' in t else t
            i += 1
        return out

    return written(0, len(tokens))


def symbols_of(text):
    return sorted(set(re.findall(r'\b[A-Za-z_]\w*\b(?!\s*\()', text)) - {'e', 'pi'})


def symja(rows):
    pom = os.path.join(HOME, 'src', 'jmh', 'peers', 'symja', 'pom.xml')
    if not os.path.isdir(SYMJA):
        subprocess.run(['mvn', '-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DoutputDirectory=' + SYMJA], timeout=600)
    if not os.path.isdir(SYMJA):
        return None
    source = os.path.join(HOME, 'src', 'jmh', 'peers', 'symja', 'SymjaAnswer.java')
    texts = []
    for f, x in rows:
        names = {n: f'v{i}' for i, n in enumerate(symbols_of(f))}
        texts.append(f'D({for_symja(f, names)}, {names.get(x, "w")})')
    answers = []
    for i in range(0, len(texts), 200):
        out = subprocess.run(['java', '-cp', SYMJA + '/*', source] + texts[i:i + 200], capture_output=True, text=True).stdout.splitlines()
        answers += out if len(out) == len(texts[i:i + 200]) else [None] * len(texts[i:i + 200])
    return answers


def of_symja(answer, f):
    if answer is None or answer.startswith('error') or re.search(r"D\(|'|\[|\{", answer):
        raise NotCompared('no derivative')
    known = {f'v{i}': sympy.Symbol(n, real=True) for i, n in enumerate(symbols_of(f))}
    known.update(FROM_SYMJA, E=sympy.E, Pi=sympy.pi)
    for name in re.findall(r'[A-Za-z_]\w*', answer):
        if name not in known:
            raise NotCompared('answer with ' + name)
    return sympy.sympify(answer.replace('^', '**'), locals=known)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument('corpus', nargs='?')
    arguments.add_argument('--random', type=int, default=200)
    arguments.add_argument('--seed', type=int, default=1)
    arguments.add_argument('--every', type=int, default=1)
    arguments.add_argument('--no-symja', action='store_true')
    given = arguments.parse_args()
    draw = random.Random(given.seed)
    rows = [(expression(draw, 3), 'x') for _ in range(given.random)]
    for name in ['feynman', 'fpbench', 'deriv_pairs'] if given.corpus else []:
        asked = []
        for line in open(os.path.join(given.corpus, name + '.jsonl')):
            r = json.loads(line)
            asked += [(r['f'], v) for v in r.get('vars', [r.get('var')])]
        rows += asked[::given.every]
    questions = ''.join(json.dumps({'f': f, 'var': x}) + '\n' for f, x in rows)
    out = subprocess.run(os.environ.get('DDX', os.path.join(HOME, 'ddx')).split() + ['batch', '--op', 'diff', '--timeout', '20000'], input=questions, capture_output=True, text=True).stdout
    answers = [json.loads(line) for line in out.splitlines()]
    others = None if given.no_symja else symja(rows)
    differ = 0
    counts = {'SymPy': collections.Counter(), 'Symja': collections.Counter()}
    for i, ((f, x), answer) in enumerate(zip(rows, answers, strict=True)):
        for peer in counts if others else ['SymPy']:
            try:
                if 'derivative' not in answer:
                    raise NotCompared('ddx: ' + answer['error']['kind'])
                function = timed(lambda: sympified(f))
                mine = timed(lambda: sympified(answer['derivative']))
                theirs = timed(lambda: sympy.diff(function, sympy.Symbol(x, real=True)) if peer == 'SymPy' else of_symja(others[i], f))
                difference = timed(lambda: compared(function, mine, theirs, f))
                counts[peer]['agree' if difference is None else 'differ'] += 1
                if difference is not None:
                    differ += peer == 'SymPy'
                    print(f'{peer} differs: d/d{x} of {f}\n  ddx   {answer["derivative"]}\n  {peer} {theirs}\n  at {difference[0]}: {mpmath.nstr(difference[1], 12)} and '
                          f'{mpmath.nstr(difference[2], 12)}', flush=True)
            except NotCompared as e:
                counts[peer]['not compared: ' + str(e)] += 1
    for peer, count in counts.items():
        if count:
            print(f'{peer}, {len(rows)} functions: ' + ', '.join(f'{k} {v}' for k, v in count.most_common()))
    sys.exit(1 if differ else 0)


main()
