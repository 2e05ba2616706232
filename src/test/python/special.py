"""Differentiates each row of rubi.jsonl with a special function and has check_numeric.py compare with numerical differentiation.

usage: python3 src/test/python/special.py CORPUS [--part K/N] [--timeout SECONDS] [--report FILE]

CORPUS holds rubi.jsonl and check_numeric.py. --part 1/4 takes each fourth row, from the first on. What is printed is what
check_numeric.py prints: the rows that failed or were not decided with their reason, and the counts; the exit code is 1 if one
failed or was not differentiated.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')
ELEMENTARY = set('''sqrt exp ln log abs sign cbrt sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch
asinh acosh atanh acoth asech acsch atan2'''.split())


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
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl') as answers:
        for line, r in zip(out.splitlines(), rows, strict=True):
            answer = json.loads(line)
            if 'derivative' not in answer:
                missing += 1
                print('not differentiated:', r['id'], r['antiderivative'], answer['error']['message'])
                continue
            answers.write(json.dumps({'id': r['id'], 'f': r['antiderivative'], 'var': r['var'], 'derivative': answer['derivative']}) + '\n')
        answers.flush()
        print(f'{len(rows)} rows with special functions, {missing} not differentiated', flush=True)
        judge = [sys.executable, os.path.join(given.corpus, 'check_numeric.py'), answers.name, '--timeout', given.timeout]
        failed = subprocess.run(judge + (['--report', given.report] if given.report else [])).returncode
    sys.exit(1 if failed or missing else 0)


main()
