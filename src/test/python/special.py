"""Differentiates each row of rubi.jsonl with a special function and has check_numeric.py compare with numerical differentiation.

usage: python3 src/test/python/special.py CORPUS [--part K/N] [--timeout SECONDS] [--report FILE]

CORPUS holds rubi.jsonl and check_numeric.py. --part 1/4 takes each fourth row, from the first on. What is printed is what
check_numeric.py prints: the rows that failed or were not decided with their reason, and the counts. Its arithmetic refuses powers
whose exponent is too large, where the derivative has a value: a row that failed for that is judged once more, with all symbols
between 0.3 and 1.5, and named. The exit code is 1 if a row failed, then too, or was not differentiated.
"""
import argparse
import ast
import json
import os
import re
import subprocess
import sys
import tempfile

HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')
ELEMENTARY = set('''sqrt exp ln log abs sign cbrt sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch
asinh acosh atanh acoth asech acsch atan2'''.split())


def judge(corpus, rows, timeout, report):
    """What check_numeric.py says of each row, by its id."""
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl') as answers:
        answers.writelines(json.dumps(r) + '\n' for r in rows)
        answers.flush()
        subprocess.run([sys.executable, os.path.join(corpus, 'check_numeric.py'), answers.name, '--timeout', timeout,
                        '--report', report])
    return {r['id']: r for r in map(json.loads, open(report))}


def is_too_large(corpus, row, note):
    """Whether the value at the place that the note names is refused for the size of an exponent."""
    if 'no value: ArithmeticError at {' not in note:
        return False
    sys.path.insert(0, corpus)
    import check_numeric
    import mathsyntax
    import mpmath
    at = {n: mpmath.mpmathify(v) for n, v in ast.literal_eval(note[note.index('{'):]).items()}
    try:
        mathsyntax.mp_eval(check_numeric.parse(row['derivative']), at)
    except ArithmeticError as e:
        return 'too large' in str(e)
    return False


def near_one(row):
    names = set(re.findall(r'[A-Za-z_]\w*(?![\w(])', row['f'] + ' ' + row['derivative']))
    return {**row, 'domain': {n: [0.3, 1.5] for n in names}}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument('corpus')
    arguments.add_argument('--part', default='1/1')
    arguments.add_argument('--timeout', default='10')
    arguments.add_argument('--report')
    given = arguments.parse_args()
    first, step = map(int, given.part.split('/'))
    rows = [json.loads(line) for line in open(os.path.join(given.corpus, 'rubi.jsonl'))]
    rows = [r for r in rows if set(r['functions']) - ELEMENTARY][first - 1::step]
    questions = ''.join(json.dumps({'id': r['id'], 'f': r['antiderivative'], 'var': r['var']}) + '\n' for r in rows)
    # The antiderivatives hold for complex values, where what the real rules take for granted does not.
    out = subprocess.run([os.path.join(HOME, 'ddx'), 'batch', '--op', 'diff', '--complex', '--timeout', '30000'],
                         input=questions, capture_output=True, text=True).stdout
    missing = 0
    answered = []
    for line, r in zip(out.splitlines(), rows, strict=True):
        answer = json.loads(line)
        if 'derivative' in answer:
            answered.append({'id': r['id'], 'f': r['antiderivative'], 'var': r['var'], 'derivative': answer['derivative']})
        else:
            missing += 1
            print('not differentiated:', r['id'], r['antiderivative'], answer['error']['message'])
    print(f'{len(rows)} rows with special functions, {missing} not differentiated', flush=True)
    with tempfile.TemporaryDirectory() as folder:
        said = judge(given.corpus, answered, given.timeout, given.report or os.path.join(folder, 'report'))
        failed = {i for i, r in said.items() if r['verdict'] == 'failed'}
        refused = [near_one(r) for r in answered if r['id'] in failed and is_too_large(given.corpus, r, said[r['id']]['note'])]
        if refused:
            print('judged once more:', ' '.join(r['id'] for r in refused), flush=True)
            again = judge(given.corpus, refused, given.timeout, os.path.join(folder, 'again'))
            failed -= {i for i, r in again.items() if r['verdict'] == 'passed'}
    sys.exit(1 if failed or missing else 0)


main()
