"""Differentiates each row of deriv_pairs, feynman and fpbench and has check_numeric.py compare with numerical differentiation.

usage: python3 src/test/python/corpora.py CORPUS [--timeout SECONDS]

CORPUS holds the files and check_numeric.py, which has no notation for case distinctions: those of a derivative are written
with heaviside for it. fpbench is differentiated by the first of its variables. The exit code is 1 if a row failed or was not
differentiated.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HOME = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')


def split(text, separators):
    """The parts of the text between separators outside of brackets, and the separators."""
    parts, found, depth = [''], [], 0
    for c in text:
        depth += (c in '([') - (c in ')]')
        if depth == 0 and c in separators:
            found.append(c)
            parts.append('')
        else:
            parts[-1] += c
    return parts, found


def without_cases(text):
    """piecewise(a, u > v; b, u < v) as a*heaviside(u - v) + b*heaviside(v - u), from the innermost on."""
    while 'piecewise(' in text:
        start = text.rindex('piecewise(')
        end, depth = start + len('piecewise('), 1
        while depth:
            depth += (text[end] == '(') - (text[end] == ')')
            end += 1
        terms = []
        for case in split(text[start + len('piecewise('):end - 1], ';')[0]:
            value, condition = split(case, ',')[0]
            (left, right), (sign,) = split(condition, '<>')
            terms.append(f'({value})*heaviside(' + (f'({left}) - ({right}))' if sign == '>' else f'({right}) - ({left}))'))
        text = text[:start] + '(' + ' + '.join(terms) + ')' + text[end:]
    return text


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument('corpus')
    arguments.add_argument('--timeout', default='10')
    given = arguments.parse_args()
    bad = False
    for name in ('deriv_pairs', 'feynman', 'fpbench'):
        rows = [json.loads(line) for line in open(os.path.join(given.corpus, name + '.jsonl'))]
        for r in rows:
            r['var'] = r.get('var') or r['vars'][0]
        questions = ''.join(json.dumps({'id': r['id'], 'f': r['f'], 'var': r['var']}) + '\n' for r in rows)
        out = subprocess.run([os.path.join(HOME, 'ddx'), 'batch', '--op', 'diff', '--timeout', '30000'],
                             input=questions, capture_output=True, text=True).stdout
        with tempfile.NamedTemporaryFile('w', suffix='.jsonl') as answers:
            for line, r in zip(out.splitlines(), rows, strict=True):
                answer = json.loads(line)
                if 'derivative' in answer:
                    answers.write(json.dumps({'id': r['id'], 'f': r['f'], 'var': r['var'],
                                              'derivative': without_cases(answer['derivative'])}) + '\n')
                else:
                    bad = True
                    print('not differentiated:', r['id'], answer['error']['message'])
            answers.flush()
            print(name, len(rows), flush=True)
            bad |= subprocess.run([sys.executable, os.path.join(given.corpus, 'check_numeric.py'), answers.name,
                                   '--timeout', given.timeout]).returncode != 0
    sys.exit(bad)


main()
