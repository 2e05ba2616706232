"""Writes src/test/resources/dev/ddx/fields.tsv: operators of vector calculus as SymPy computes them.

A line: operator, functions (with ; between), variables, entries (with ; between, row by row).
"""
from sympy import Matrix, diff, hessian, sstr, symbols, sympify

SCALARS = ["x**2*y+sin(y)", "exp(x*y)*cos(y)", "log(x**2+y**2)", "x*y*z+z**3", "x**y", "sqrt(x**2+y**2+z**2)",
           "atan(y/x)", "(x+y)/(x-y)", "tanh(x*y)+x**3", "a*x**2+2*b*x*y+c*y**2", "log(exp(x)+exp(y)+exp(z))",
           "exp(-(x**2+y**2)/2)", "cos(x)*cosh(y)", "1/sqrt(x**2+y**2+z**2)"]
VECTORS = [["x*y", "x+y"], ["r*cos(t)", "r*sin(t)"], ["y*z", "x**2", "x*y*z"], ["-y/(x**2+y**2)", "x/(x**2+y**2)"],
           ["exp(x)*y", "x*z**2", "log(x*y*z)"], ["x*y", "y*z", "z*x"], ["sin(x*y)"], ["x**2", "y**2", "z**2", "x*y*z"]]
DIRECTIONS = [("x**2*y", "1,2"), ("x*y*z", "1,-1,2"), ("exp(x)*sin(y)", "3,4"), ("x/y", "0,1")]


def names(expressions, wanted="xyzrt"):
    found = set().union(*(sympify(e).free_symbols for e in expressions))
    return [s for s in symbols(list(wanted)) if s in found]


def line(kind, functions, variables, entries):
    text = lambda e: sstr(e).replace("**", "^").replace("log", "ln")
    print(kind, ";".join(f.replace("**", "^").replace("log", "ln") for f in functions), ",".join(map(str, variables)),
          ";".join(map(text, entries)), sep="\t")


def field(kind, functions, variables):
    f = [sympify(e) for e in functions]
    real = {v: symbols(str(v), real=True) for v in set().union(*(e.free_symbols for e in f))}
    f = [e.subs(real) for e in f]
    v = [real[s] for s in variables]
    entries = {"gradient": lambda: [diff(f[0], s) for s in v],
               "hessian": lambda: list(hessian(f[0], v)),
               "laplacian": lambda: [sum(diff(f[0], s, 2) for s in v)],
               "jacobian": lambda: list(Matrix(f).jacobian(v)),
               "divergence": lambda: [sum(diff(g, s) for g, s in zip(f, v))],
               "curl": lambda: [diff(f[1], v[0]) - diff(f[0], v[1])] if len(v) == 2 else [
                   diff(f[2], v[1]) - diff(f[1], v[2]), diff(f[0], v[2]) - diff(f[2], v[0]), diff(f[1], v[0]) - diff(f[0], v[1])]}
    line(kind, functions, variables, entries[kind]())


if __name__ == "__main__":
    for s in SCALARS:
        v = names([s])
        for kind in ["gradient", "hessian", "laplacian"]:
            field(kind, [s], v)
    for f in VECTORS:
        v = names(f)
        field("jacobian", f, v)
        if len(v) == len(f) and len(f) > 1:
            field("divergence", f, v)
            if len(f) < 4:
                field("curl", f, v)
    for s, d in DIRECTIONS:
        e, v = sympify(s), names([s])
        u = [sympify(c) for c in d.split(",")]
        n = sum(c**2 for c in u)**sympify("1/2")
        line("directional " + d, [s], v, [sum(c * diff(e, x) for c, x in zip(u, v)) / n])
