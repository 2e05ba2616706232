"""Tries each operation of differential calculus in ddx, SymPy, Maxima, Giac and Symja and writes docs/operations.md.

usage: python3 src/test/python/operations.py > docs/operations.md

Symja is fetched by Maven as for the benchmarks. An answer is judged by its values at a point, against values that mpmath
differentiates numerically; SymPy reads the formulas for that. What cannot be read is not judged.
"""
import concurrent.futures
import html
import os
import re
import shutil
import subprocess
import sys

import mpmath as mp
import sympy

mp.mp.dps = 30
HOME = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..'))
SYMJA = os.path.join(HOME, 'target', 'symja')
AT = {'x': '0.7', 'y': '1.3', 'z': '0.4', 'n': '3', 't': '0.8', 'a': '2', 'h': '0.9'}
X, Y, Z, T = (mp.mpf(AT[s]) for s in 'xyzt')
LONG = 70


def d(f, n=1, at=X):
    return mp.diff(f, at, n)


def partial(f, *orders):
    return mp.diff(f, (X, Y, Z)[:len(orders)], orders)


def field(x, y):
    return x**2*y + mp.sin(y)


def soft(i):
    def s(x, y):
        e = [mp.e**x, mp.e**y]
        return e[i]/sum(e)
    return s


def leibniz(x):
    return mp.quad(lambda t: mp.sin(x*t)/t, [x, x**2])


NONE = None
# What is asked, values that are right (or None), and what is typed: ddx, SymPy, Maxima, Giac, Symja (None: no such command was found).
ROWS = [
    ('mixed partial derivative', lambda: [partial(lambda x, y: x**2*y**3, 1, 1)],
     "'x^2*y^3' -x x,y", 'diff(x**2*y**3, x, y)', 'diff(x^2*y^3,x,1,y,1)', 'diff(x^2*y^3,x,y)', 'D(x^2*y^3,x,y)'),
    ('fourth derivative', lambda: [d(lambda x: x**3*mp.e**(2*x), 4)],
     "'x^3*e^(2x)' -n 4", 'diff(x**3*exp(2*x), x, 4)', 'diff(x^3*exp(2*x),x,4)', 'diff(x^3*exp(2*x),x$4)', 'D(x^3*E^(2*x),{x,4})'),
    ('n-th derivative, n a symbol', lambda: [d(lambda x: mp.sin(2*x), 3)],
     "'sin(2x)' -x x -n n", "diff(sin(2*x), (x, n)).doit()", 'diff(sin(2*x),x,n)', 'diff(sin(2*x),x$n)', 'D(Sin(2*x),{x,n})'),
    ('gradient', lambda: [partial(field, 1, 0), partial(field, 0, 1)],
     "gradient 'x^2*y + sin(y)'", 'Matrix([x**2*y + sin(y)]).jacobian([x, y])', 'jacobian([x^2*y+sin(y)],[x,y])', 'grad(x^2*y+sin(y),[x,y])', 'Grad(x^2*y+Sin(y),{x,y})'),
    ('directional derivative along (3, 4)', lambda: [mp.mpf(3)/5*partial(field, 1, 0) + mp.mpf(4)/5*partial(field, 0, 1)],
     "directional 'x^2*y + sin(y)' --along 3,4", NONE, NONE, NONE, NONE),
    ('Jacobian', lambda: [Y, X, 1, 1],
     "jacobian 'x*y' 'x+y' --variables x,y", 'Matrix([x*y, x+y]).jacobian([x, y])', 'jacobian([x*y,x+y],[x,y])', '[grad(x*y,[x,y]),grad(x+y,[x,y])]', 'D({x*y,x+y},{{x,y}})'),
    ('Hessian', lambda: [partial(field, 2, 0), partial(field, 1, 1), partial(field, 1, 1), partial(field, 0, 2)],
     "hessian 'x^2*y + sin(y)'", 'hessian(x**2*y + sin(y), [x, y])', 'hessian(x^2*y+sin(y),[x,y])', 'hessian(x^2*y+sin(y),[x,y])', 'D(x^2*y+Sin(y),{{x,y},2})'),
    ('Laplacian', lambda: [partial(field, 2, 0) + partial(field, 0, 2)],
     "laplacian 'x^2*y + sin(y)'", 'diff(x**2*y + sin(y), x, 2) + diff(x**2*y + sin(y), y, 2)', '(load("vect"), ev(express(laplacian(x^2*y+sin(y))),diff))', 'laplacian(x^2*y+sin(y),[x,y])', 'Laplacian(x^2*y+Sin(y),{x,y})'),
    ('divergence', lambda: [Y + Z + X],
     "divergence '[x*y, y*z, z*x]'", 'divergence(R.x*R.y*R.i + R.y*R.z*R.j + R.z*R.x*R.k)', '(load("vect"), ev(express(div([x*y,y*z,z*x])),diff))', 'divergence([x*y,y*z,z*x],[x,y,z])', 'Div({x*y,y*z,z*x},{x,y,z})'),
    ('curl', lambda: [X*Z, Y - Y*Z, 2*X - Z],
     "curl '[y*z, x^2, x*y*z]'", 'curl(R.y*R.z*R.i + R.x**2*R.j + R.x*R.y*R.z*R.k).to_matrix(R)', '(load("vect"), ev(express(curl([y*z,x^2,x*y*z])),diff))', 'curl([y*z,x^2,x*y*z],[x,y,z])', 'Curl({y*z,x^2,x*y*z},{x,y,z})'),
    ('total differential', None,
     "differential 'x^2*y'", NONE, 'diff(x^2*y)', NONE, 'Dt(x^2*y)'),
    ('unknown function of a function', None,
     "'f(g(x))' --function f --function g", "diff(Function('f')(Function('g')(x)), x)", 'diff(f(g(x)),x)', 'diff(f(g(x)),x)', 'D(f(g(x)),x)'),
    ('unknown function along a curve', None,
     "'f(x, y(x))' --function f --function y", "diff(Function('f')(x, Function('y')(x)), x)", 'diff(f(x,y(x)),x)', 'diff(f(x,y(x)),x)', 'D(f(x,y(x)),x)'),
    ('implicit, first order', lambda: [-(2*X + Y)/(X + 3*Y**2)],
     "implicit 'x^2 + x*y + y^3 = 7' y x", 'idiff(x**2 + x*y + y**3 - 7, y, x)', '(depends(y,x), solve(diff(x^2+x*y+y^3=7,x),diff(y,x)))', 'implicit_diff(x^2+x*y+y^3-7,x,y)', NONE),
    ('implicit, second order', None,
     "implicit 'x^2 + y^2 = 25' y x -n 2", 'idiff(x**2 + y**2 - 25, y, x, 2)', NONE, NONE, NONE),
    ('parametric curve', lambda: [mp.cos(T)/-mp.sin(T)],
     "parametric 'x = cos(t)' 'y = sin(t)' t", 'diff(sin(t), t)/diff(cos(t), t)', 'diff(sin(t),t)/diff(cos(t),t)', 'diff(sin(t),t)/diff(cos(t),t)', 'D(Sin(t),t)/D(Cos(t),t)'),
    ('polar curve', lambda: [d(lambda t: (1 + mp.cos(t))*mp.sin(t), 1, T)/d(lambda t: (1 + mp.cos(t))*mp.cos(t), 1, T)],
     "polar 'r = 1 + cos(t)' t", NONE, NONE, NONE, NONE),
    ('inverse function at y = 2', lambda: [mp.mpf(1)/4],
     "inverse 'x^3 + x' --at 'y = 2'", NONE, NONE, NONE, NONE),
    ('by a function', lambda: [-2*mp.cos(X)],
     "'sin(x)^2' --with-respect-to 'cos(x)'", 'diff(sin(x)**2, x)/diff(cos(x), x)', 'diff(sin(x)^2,x)/diff(cos(x),x)', 'diff(sin(x)^2,x)/diff(cos(x),x)', 'D(Sin(x)^2,x)/D(Cos(x),x)'),
    ('integral with variable limits', lambda: [d(leibniz)],
     "'integral(sin(x*t)/t, t, x, x^2)'", 'diff(Integral(sin(x*t)/t, (t, x, x**2)), x).doit()', "diff('integrate(sin(x*t)/t,t,x,x^2),x)", 'diff(int(sin(x*t)/t,t,x,x^2),x)', 'D(Integrate(Sin(x*t)/t,{t,x,x^2}),x)'),
    ('sum with a symbolic limit', lambda: [1 + 4*X*2/2 + 9*X**2],
     "'sum(x^k*k, k, 1, n)' -x x", 'diff(Sum(k*x**k, (k, 1, n)), x)', "diff('sum(k*x^k,k,1,n),x)", 'diff(sum(k*x^k,k,1,n),x)', 'D(Sum(k*x^k,{k,1,n}),x)'),
    ('absolute value', lambda: [1],
     "'abs(x)'", 'diff(Abs(x), x)', 'diff(abs(x),x)', 'diff(abs(x),x)', 'D(Abs(x),x)'),
    ('piecewise', lambda: [2*X],
     "'piecewise(x^2, x > 0; -x)' -x x", 'diff(Piecewise((x**2, x > 0), (-x, True)), x)', 'diff(if x>0 then x^2 else -x,x)', 'diff(piecewise(x>0,x^2,-x),x)', 'D(Piecewise({{x^2,x>0}},-x),x)'),
    ('Heaviside function', lambda: [0],
     "'heaviside(x)'", 'diff(Heaviside(x), x)', 'diff(hstep(x),x)', 'diff(Heaviside(x),x)', 'D(HeavisideTheta(x),x)'),
    ('value at a point', lambda: [d(lambda x: x**2*mp.sin(x), 1, 2)],
     "'x^2*sin(x)' --at 'x = 2'", 'diff(x**2*sin(x), x).subs(x, 2)', 'at(diff(x^2*sin(x),x),x=2)', 'subst(diff(x^2*sin(x),x),x=2)', 'D(x^2*Sin(x),x)/.x->2'),
    ('Taylor polynomial', lambda: [X - X**3/6 + X**5/120],
     "taylor 'sin(x)' -n 5", 'series(sin(x), x, 0, 6).removeO()', 'ratdisrep(taylor(sin(x),x,0,5))', 'convert(series(sin(x),x=0,5),polynom)', 'Normal(Series(Sin(x),{x,0,5}))'),
    ('limit 0/0', lambda: [mp.mpf(1)/2],
     "limit '(1-cos(x))/x^2' --at 'x = 0'", 'limit((1 - cos(x))/x**2, x, 0)', 'limit((1-cos(x))/x^2,x,0)', 'limit((1-cos(x))/x^2,x=0)', 'Limit((1-Cos(x))/x^2,x->0)'),
    ('limit from the left', lambda: [-1],
     "limit 'abs(x)/x' --at 'x = 0' --side left", "limit(Abs(x)/x, x, 0, '-')", 'limit(abs(x)/x,x,0,minus)', 'limit(abs(x)/x,x=0,-1)', 'Limit(Abs(x)/x,x->0,Direction->"FromBelow")'),
    ('limit from the right', lambda: [1],
     "limit 'x^x' --at 'x = 0' --side right", "limit(x**x, x, 0, '+')", 'limit(x^x,x,0,plus)', 'limit(x^x,x=0,1)', 'Limit(x^x,x->0,Direction->"FromAbove")'),
    ('limit at infinity', lambda: [mp.mpf(1)/2],
     "limit 'sqrt(x^2+x)-x' --at 'x = oo'", 'limit(sqrt(x**2 + x) - x, x, oo)', 'limit(sqrt(x^2+x)-x,x,inf)', 'limit(sqrt(x^2+x)-x,x=inf)', 'Limit(Sqrt(x^2+x)-x,x->Infinity)'),
    ('limit with a parameter', lambda: [mp.e**2],
     "limit '(1+a/x)^x' --at 'x = oo'", 'limit((1 + a/x)**x, x, oo)', 'limit((1+a/x)^x,x,inf)', 'limit((1+a/x)^x,x=inf)', 'Limit((1+a/x)^x,x->Infinity)'),
    ('critical points', None,
     "critical 'x^3 - 3x'", 'solve(diff(x**3 - 3*x, x), x)', 'solve(diff(x^3-3*x,x),x)', 'extrema(x^3-3*x,x)', 'Solve(D(x^3-3*x,x)==0,x)'),
    ('critical points that repeat', None,
     "critical 'x + 2*sin(x)' --result", 'solveset(diff(x + 2*sin(x), x), x, S.Reals)', 'solve(diff(x+2*sin(x),x),x)', 'solve(diff(x+2*sin(x),x),x)', 'Solve(D(x+2*Sin(x),x)==0,x)'),
    ('critical points that have no simple expression', None,
     "critical 'x^6 - x^2 + x' --result", 'solve(diff(x**6 - x**2 + x, x), x)', 'solve(diff(x^6-x^2+x,x),x)', 'extrema(x^6-x^2+x,x)', 'Solve(D(x^6-x^2+x,x)==0,x)'),
    ('gamma function', lambda: [d(mp.gamma)],
     "'gamma(x)'", 'diff(gamma(x), x)', 'diff(gamma(x),x)', 'diff(Gamma(x),x)', 'D(Gamma(x),x)'),
    ('Bessel function', lambda: [d(lambda x: mp.besselj(2, x))],
     "'besselj(2, x)'", 'diff(besselj(2, x), x)', 'diff(bessel_j(2,x),x)', 'diff(BesselJ(2,x),x)', 'D(BesselJ(2,x),x)'),
    ('Fresnel integral', lambda: [d(mp.fresnels)],
     "'fresnels(x)'", 'diff(fresnels(x), x)', 'diff(fresnel_s(x),x)', NONE, 'D(FresnelS(x),x)'),
    ('Lambert W', lambda: [d(lambda x: mp.lambertw(x).real)],
     "'lambertw(x)'", 'diff(LambertW(x), x)', 'diff(lambert_w(x),x)', NONE, 'D(ProductLog(x),x)'),
    ('elliptic integral E(m)', lambda: [d(mp.ellipe)],
     "'ellipticE(x)'", 'diff(elliptic_e(x), x)', 'diff(elliptic_ec(x),x)', NONE, 'D(EllipticE(x),x)'),
    ('hypergeometric function', lambda: [d(lambda x: mp.hyp2f1(1, 2, 4, x))],
     "'hyp2f1(1, 2, 4, x)'", 'diff(hyper([1, 2], [4], x), x)', 'diff(hypergeometric([1,2],[4],x),x)', NONE, 'D(Hypergeometric2F1(1,2,4,x),x)'),
    ('Legendre polynomial of degree n', lambda: [d(lambda x: mp.legendre(3, x))],
     "'legendre(n, x)' -x x", 'diff(legendre(n, x), x)', '(load("orthopoly"), diff(legendre_p(n,x),x))', NONE, 'D(LegendreP(n,x),x)'),
    ('softmax, Jacobian', lambda: [partial(soft(i), *o) for i in (0, 1) for o in ((1, 0), (0, 1))],
     "jacobian 'softmax(x, y)'", 'Matrix([exp(x), exp(y)]).applyfunc(lambda e: e/(exp(x)+exp(y))).jacobian([x, y])', 'jacobian([exp(x)/(exp(x)+exp(y)),exp(y)/(exp(x)+exp(y))],[x,y])', '[grad(exp(x)/(exp(x)+exp(y)),[x,y]),grad(exp(y)/(exp(x)+exp(y)),[x,y])]', 'D({E^x/(E^x+E^y),E^y/(E^x+E^y)},{{x,y}})'),
    ('norm, gradient', lambda: [X/mp.hypot(X, Y), Y/mp.hypot(X, Y)],
     "gradient 'norm(x, y)'", 'Matrix([sqrt(x**2+y**2)]).jacobian([x, y])', 'jacobian([sqrt(x^2+y^2)],[x,y])', 'grad(sqrt(x^2+y^2),[x,y])', 'Grad(Sqrt(x^2+y^2),{x,y})'),
]
NAMES = ['ddx', 'SymPy', 'Maxima', 'Giac', 'Symja']


def run(command, given=None, seconds=60):
    try:
        p = subprocess.run(command, input=given, capture_output=True, text=True, timeout=seconds, stdin=subprocess.DEVNULL if given is None else None)
        return p.stdout.strip() or 'error: ' + (p.stderr.strip().splitlines() or ['no answer'])[0], p.returncode
    except subprocess.TimeoutExpired:
        return f'error: no answer in {seconds} s', 1


def ddx(text):
    return run(['bash', '-c', os.path.join(HOME, 'ddx') + ' ' + text + ' --format infix'])


def of_sympy(texts):
    code = ('from sympy import *\nfrom sympy.vector import *\nR = CoordSys3D("R")\nx, y, z, t, k, a = symbols("x y z t k a", real=True)\n'
            'n = symbols("n", integer=True, positive=True)\nimport sys\nfor line in sys.stdin:\n    try:\n        print(str(eval(line)).replace("\\n", " "))\n'
            '    except Exception as e:\n        print("error:", type(e).__name__)\n')
    return listed(run([sys.executable, '-c', code], '\n'.join(texts) + '\n', 300)[0], len(texts))


def listed(out, n):
    lines = out.split('\n')
    return [(line, 0) for line in lines] if len(lines) == n else [('error: the answers do not fit', 1)]*n


def of_maxima(text):
    out, status = run(['maxima', '--very-quiet', '--batch-string=display2d:false$ linel:10000$ ' + text + ';'])
    lines = [line for line in out.splitlines() if line.strip()]
    return lines[-1].strip() if lines else 'error: no answer', status


def of_giac(text):
    out, status = run(['giac'], text + '\n')
    answer = re.search(r'0>> .*\n(.*(?:\n.*)*?)\n1>>', out + '\n1>>')
    return answer.group(1).strip() if answer else 'error: no answer', status


def symja_started():
    if not os.path.isdir(SYMJA):
        pom = os.path.join(HOME, 'src', 'jmh', 'peers', 'symja', 'pom.xml')
        run(['mvn', '-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DoutputDirectory=' + SYMJA], seconds=300)
    return os.path.isdir(SYMJA) and bool(os.listdir(SYMJA))


def of_symja(texts):
    source = os.path.join(HOME, 'src', 'jmh', 'peers', 'symja', 'SymjaAnswer.java')
    return listed(run(['java', '-cp', SYMJA + '/*', source] + texts, None, 300)[0], len(texts))


def each(system):
    return lambda texts: [system(t) for t in texts]


def cases(*parts):
    """Values, each followed by its condition; the last one may have none."""
    pairs = [(parts[i], parts[i + 1]) for i in range(0, len(parts) - 1, 2)]
    return sympy.Piecewise(*pairs, *([(parts[-1], True)] if len(parts) % 2 else []))


def values(text):
    """The numbers that a formula, or a list or matrix of them, has at the point; None if it cannot be read."""
    matrix = re.fullmatch(r'[Mm]atrix\((.*)\)', text)
    s = (matrix.group(1) if matrix else text).replace('R.', '').replace('%', '').replace("'integrate", 'integral').replace("'sum", 'sum')
    s = s.split('=')[-1].replace('psi[0](', 'digamma(') if text.count('=') == 1 else s.replace('psi[0](', 'digamma(')
    s = s.replace('^', '**').replace('\n', ' ')
    s = re.sub(r'\bln\(', 'log(', s)
    if re.search(r'\bR_|[ijk]_R|diff|Derivative|Subs|\bD\(', s):
        return None
    depth = 0
    parts = ['']
    for c in s:
        if c in '[]{};':
            if depth == 0:
                parts.append('')
            elif c == ';':
                # Between the cases of a function.
                parts[-1] += ','
            continue
        depth += (c == '(') - (c == ')')
        if c == ',' and depth == 0:
            parts.append('')
        else:
            parts[-1] += c
    known = {k: sympy.Symbol(k) for k in AT}
    known.update({'e': sympy.E, 'E': sympy.E, 'pi': sympy.pi, 'Pi': sympy.pi, 'Psi': sympy.digamma, 'Gamma': sympy.gamma, 'abs': sympy.Abs,
                  'signum': sympy.sign, 'ellipticE': sympy.elliptic_e, 'ellipticK': sympy.elliptic_k, 'EllipticE': sympy.elliptic_e,
                  'EllipticK': sympy.elliptic_k, 'elliptic_ec': sympy.elliptic_e, 'elliptic_kc': sympy.elliptic_k, 'lambertw': sympy.LambertW,
                  'lambert_w': sympy.LambertW, 'ProductLog': sympy.LambertW, 'bessel_j': sympy.besselj, 'BesselJ': sympy.besselj,
                  'hyp2f1': lambda a, b, c, x: sympy.hyper([a, b], [c], x), 'Hypergeometric2F1': lambda a, b, c, x: sympy.hyper([a, b], [c], x),
                  'PolyGamma': sympy.polygamma, 'LegendreP': sympy.legendre, 'legendre_p': sympy.legendre, 'Sin': sympy.sin, 'Cos': sympy.cos,
                  'Sqrt': sympy.sqrt, 'Log': sympy.log, 'Cot': sympy.cot, 'Abs': sympy.Abs, 'Sign': sympy.sign, 'Sinc': sympy.sinc,
                  'piecewise': cases,
                  'integral': lambda f, v, a, b: sympy.Integral(f, (v, a, b)), 'sum': lambda f, v, a, b: sympy.Sum(f, (v, a, b))})
    out = []
    try:
        for p in parts:
            if p.strip():
                v = sympy.sympify(p, locals=known, convert_xor=False).subs({known[k]: sympy.Float(AT[k], 30) if k != 'n' else 3 for k in AT})
                out.append(mp.mpmathify(complex(v.evalf(30))))
    except Exception:
        return None
    return out


def judged(text, status, right):
    if status != 0 or re.match(r'(?i)error|"|.*\berror\b', text) or 'undefined' in text:
        return 'error'
    if right is None:
        return ''
    found = values(text)
    if found is None or len(found) != len(right):
        return 'not judged'
    return 'right' if all(abs(a - b) < mp.mpf(10)**-12*(1 + abs(b)) for a, b in zip(found, right)) else 'other values'


def cell(text, answer, right):
    if text is None:
        return 'not tried: no command for it was found'
    out, status = answer
    verdict = judged(out, status, right)
    shown = ' '.join(out.split())
    shown = shown if len(shown) <= LONG else shown[:LONG - 1] + '…'

    def code(s):
        return '<code>' + html.escape(s).replace('|', '&#124;').replace('*', '&#42;') + '</code>'
    return f'{code(text)} → {code(shown)}' + (f' **{verdict}**' if verdict else '')


def main():
    systems = {'ddx': each(ddx), 'SymPy': of_sympy,
               'Maxima': each(of_maxima) if shutil.which('maxima') else None, 'Giac': each(of_giac) if shutil.which('giac') else None,
               'Symja': of_symja if symja_started() else None}
    typed = {s: [row[2 + i] for row in ROWS if row[2 + i] is not None] for i, s in enumerate(NAMES)}
    with concurrent.futures.ThreadPoolExecutor() as pool:
        pending = {s: pool.submit(systems[s], typed[s]) for s in NAMES if systems[s]}
    answers = {s: dict(zip(typed[s], pending[s].result(), strict=True)) if s in pending else None for s in NAMES}
    rows = []
    right = dict.fromkeys(NAMES, 0)
    for name, values_of, *texts in ROWS:
        expected = None if values_of is None else [mp.mpmathify(v) for v in values_of()]
        cells = ['not run' if answers[s] is None else cell(text, answers[s].get(text), expected) for s, text in zip(NAMES, texts, strict=True)]
        for s, c in zip(NAMES, cells):
            right[s] += c.endswith('**right**')
        rows.append(f'| {name} | ' + ' | '.join(cells) + ' |')
    print('''# Operations of differential calculus, tried

What was typed and what came out, shortened, in ddx and in SymPy, Maxima, Giac and Symja. This file is written by
`src/test/python/operations.py`. Where a value is known from numerical differentiation (mpmath), the answer is compared with it at
x = 0.7, y = 1.3, z = 0.4, t = 0.8, n = 3, a = 2: **right** has that value, **other values** has not, and what SymPy cannot read is
**not judged**; a cell without a word has nothing to be compared with. **error** is an answer that says so or none. "Not tried" says only that the
script has no command for it.
''')
    judgeable = sum(r[1] is not None for r in ROWS)
    print(f'Right of {judgeable} that can be judged: ' + ', '.join(f'{s} {right[s]}' for s in NAMES) + '.\n')
    print('| operation | ' + ' | '.join(NAMES) + ' |\n|---' + '|---' * len(NAMES) + '|')
    print('\n'.join(rows))


main()
