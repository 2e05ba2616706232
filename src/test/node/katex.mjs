// Reads LaTeX documents or Markdown files and has KaTeX set every formula in them, strictly. Exits with 1 if it refuses one.
// node katex.mjs FOLDER-OF-NODE-MODULES FILE…
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [modules, ...files] = process.argv.slice(2);
const katex = createRequire(pathToFileURL(modules + '/')).call(null, 'katex');

function formulas(text, isMarkdown) {
    let body = isMarkdown ? text.replace(/```[^]*?```/g, '').replace(/`[^`\n]*`/g, '') : text.slice(text.indexOf('\\begin{document}'));
    // Titles are written a second time without formulas, and pictures have their own language.
    body = body.replace(/\\begin\{tikzpicture\}[^]*?\\end\{tikzpicture\}/g, '');
    const found = [];
    const take = (pattern, display) => {
        body = body.replace(pattern, (whole, inner) => {
            found.push({ latex: inner, display });
            return ' ';
        });
    };
    if (isMarkdown) {
        take(/\$\$([^]*?)\$\$/g, true);
    } else {
        take(/(\\begin\{align\*\}[^]*?\\end\{align\*\})/g, true);
        take(/\\\[([^]*?)\\\]/g, true);
    }
    take(/(?<!\\)\$([^$]*?[^$\\])\$/g, false);
    return found;
}

let refused = 0;
let count = 0;
for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const f of formulas(text, file.endsWith('.md'))) {
        count++;
        try {
            katex.renderToString(f.latex, { strict: 'error', throwOnError: true, displayMode: f.display, maxExpand: 100000, trust: false });
        } catch (e) {
            refused++;
            console.error(`${file}: ${e.message.slice(0, 300)}\n    ${f.latex.slice(0, 300)}`);
        }
    }
}
console.log(`${count} formulas in ${files.length} files, ${refused} refused`);
process.exit(refused > 0 ? 1 : 0);
