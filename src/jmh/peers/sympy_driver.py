"""Prints the seconds of processor time that SymPy takes for one workload; arguments: the workload and the input file."""
import statistics
import sys
import time

from sympy import Symbol, cos, diff, exp, expand, prod, simplify, sin, symbols
from sympy.core.cache import clear_cache
from sympy.parsing.sympy_parser import parse_expr

workload, file = sys.argv[1:]
x, y, z = symbols("x y z")


def measure(task, per=1):
    def once():
        clear_cache()
        begin = time.process_time()
        task()
        return time.process_time() - begin

    first = once()
    times = [first] if first > 2 else [once() for _ in range(5)]
    print("SECONDS", statistics.median(times) / per)


def panel():
    for text in texts:
        clear_cache()
        diff(parse_expr(text), x)


def simplified():
    for text in texts:
        clear_cache()
        simplify(diff(parse_expr(text), x))


def logistic():
    f = x
    for _ in range(19):
        f = 4 * f * (1 - f)
    return f.diff(x)


def sines():
    f = x
    for _ in range(1000):
        f = sin(f)
    return f.diff(x)


def product():
    v = symbols("x:1000")
    f = prod(v)
    return [f.diff(s) for s in v]


if workload in ("W1", "W1s"):
    texts = [line.strip().replace("^", "**") for line in open(file) if line.strip()]
    measure(panel if workload == "W1" else simplified, len(texts))
elif workload == "W2":
    measure(logistic)
elif workload == "W3":
    measure(sines)
elif workload == "W4":
    measure(product)
elif workload == "W5":
    measure(lambda: (x**x).diff(x, 20))
elif workload == "W10":
    f = expand((x**y + y**z + z**x) ** 50)
    measure(lambda: f.diff(x))
elif workload == "W11":
    text = open(file).read().replace("^", "**")
    measure(lambda: diff(parse_expr(text), x))
