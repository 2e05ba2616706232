// Opens HTML files in Chromium at the width of a phone and of a desk, light and dark: nothing may be asked of the network, nothing
// reported on the console, the page may not scroll sideways, and axe may find nothing serious. Exits with 1 otherwise.
// node pages.mjs FOLDER-OF-NODE-MODULES FOLDER-FOR-PICTURES FILE…   (needs puppeteer-core and axe-core there, and chromium)
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, pictures, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(resolve(modules) + '/'));
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
let faults = 0;
const fault = text => { faults++; console.error(text); };
for (const file of files) {
    for (const [name, width, scheme] of [['phone', 390, 'light'], ['phone', 390, 'dark'], ['desk', 1280, 'light'], ['desk', 1280, 'dark']]) {
        const what = `${basename(file)} (${name}, ${scheme})`;
        const page = await browser.newPage();
        await page.setBypassCSP(true);
        page.on('console', m => fault(`${what}: console: ${m.text()}`));
        page.on('pageerror', e => fault(`${what}: ${e}`));
        page.on('request', r => { if (!r.url().startsWith('file:') && !r.url().startsWith('data:')) fault(`${what}: asks for ${r.url()}`); });
        await page.setViewport({ width, height: 900 });
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await page.goto(pathToFileURL(resolve(file)).href);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (sideways > 0) fault(`${what}: is ${sideways} px too wide`);
        if (pictures !== '-') await page.screenshot({ path: `${pictures}/${basename(file, '.html')}-${name}-${scheme}.png`, fullPage: true });
        await page.evaluate(axe);
        const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
        for (const v of found.violations) {
            const text = `${what}: axe, ${v.impact}: ${v.help} (${v.nodes.length}×), such as ${v.nodes[0].html.slice(0, 160)}`;
            if (v.impact === 'serious' || v.impact === 'critical') fault(text); else console.log(text);
        }
        await page.close();
    }
}
await browser.close();
console.log(`${files.length} files, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
