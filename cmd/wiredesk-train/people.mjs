// Writes the first names and surnames of Faker that are in Latin letters.
//
//   node people.mjs FAKER/dist/index.js DIR
import fs from 'node:fs';
import path from 'node:path';

const [module, out] = process.argv.slice(2);
const { allFakers } = await import(module);

// collect adds every string below v, however deep, to set.
function collect(set, v) {
  if (typeof v === 'string') set.add(v);
  else if (v && typeof v.value === 'string') set.add(v.value);
  else if (v && typeof v === 'object') for (const x of Object.values(v)) collect(set, x);
}

const latin = /^\p{Lu}[\p{Script=Latin}\p{M}'’. -]*$/u;

for (const [file, field] of [['first_names.txt', 'first_name'], ['last_names.txt', 'last_name']]) {
  const set = new Set();
  for (const f of Object.values(allFakers)) collect(set, f.rawDefinitions.person?.[field]);
  const names = [...set].filter((s) => latin.test(s)).sort();
  fs.writeFileSync(path.join(out, file), names.join('\n') + '\n');
}
