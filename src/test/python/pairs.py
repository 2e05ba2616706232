"""How many of the simplified derivatives of deriv_pairs.jsonl are not longer than the peer's own answer, in nodes.

usage: python3 src/test/python/pairs.py CORPUS

CORPUS holds deriv_pairs.jsonl and mathsyntax.py, whose reader counts the nodes as it did for size_expected.
"""
import json
import os
import subprocess
import sys

HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')
sys.path.insert(0, sys.argv[1])
import mathsyntax as ms  # noqa: E402


def size(text):
    return sum(1 for _ in ms.walk(ms.parse(text)))


def main():
    rows = [json.loads(line) for line in open(os.path.join(sys.argv[1], 'deriv_pairs.jsonl'))]
    questions = ''.join(json.dumps({'id': r['id'], 'f': r['f'], 'var': r['var'], 'order': r['order']}) + '\n' for r in rows)
    out = subprocess.run([os.path.join(HOME, 'ddx'), 'batch', '--op', 'diff', '--timeout', '20000'], input=questions, capture_output=True, text=True).stdout
    good = 0
    for line, r in zip(out.splitlines(), rows):
        a = json.loads(line)
        d = a.get('derivative')
        try:
            n = size(d) if d else None
        except Exception as e:
            n = None
        ok = n is not None and n <= r['size_expected']
        good += ok
        if not ok:
            print(n, r['size_expected'], r['f'], r['order'], '->', d if d else a, ' expected', r['expected'])
    print(f'{good} of {len(rows)}: {100 * good / len(rows):.1f} %')


main()
