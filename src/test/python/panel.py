"""Operations of the simplified derivatives of the panel, by SymPy's count_ops.

usage: python3 src/test/python/panel.py CORPUS [--no-definitions]

CORPUS holds panel.txt, one expression a line. The command ./ddx differentiates them; SymPy only counts: the
expressions are read with evaluate=False, so that it does not simplify for us.
"""
import json
import os
import subprocess
import sys

from sympy import count_ops
from sympy.parsing.sympy_parser import convert_xor, parse_expr, standard_transformations

BEST = [4, 4, 2, 4, 8, 9, 12, 13, 17, 10, 5, 20, 12, 6, 5, 10, 9, 5, 5, 2]
HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')


def operations(text):
    import sympy
    names = {'ln': sympy.log, 'abs': sympy.Abs, 'e': sympy.E, 'sigma': sympy.Function('sigma'), 'softplus': sympy.Function('softplus')}
    tree = parse_expr(text, local_dict=names, transformations=standard_transformations + (convert_xor,), evaluate=False)
    tree = tree.replace(lambda t: t.is_Pow and t.base == sympy.E, lambda t: sympy.exp(t.exp, evaluate=False))
    return count_ops(tree)


def main():
    panel = [line.strip() for line in open(os.path.join(sys.argv[1], 'panel.txt')) if line.strip()]
    questions = ''.join(json.dumps({'id': i, 'f': f, 'var': 'x'}) + '\n' for i, f in enumerate(panel))
    out = subprocess.run([os.path.join(HOME, 'ddx'), 'batch', '--op', 'diff'], input=questions, capture_output=True, text=True).stdout
    total = 0
    for line, f, best in zip(out.splitlines(), panel, BEST):
        answer = json.loads(line)
        d = answer['derivative']
        n = operations(d)
        total += n
        print(f'{n:4} {best:4} {"" if n <= best + 2 else "WORSE" if n > best else ""} {f}  ->  {d}   {", ".join(answer["conditions"])}')
    print(f'{total} of at most {sum(BEST)}')


main()
