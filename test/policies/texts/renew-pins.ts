import { writeFile } from 'node:fs/promises';
import { ownFacts } from '../../../src/wiring-texts.ts';
import { driftOf, keptPins, pinFile, presentPins } from './pins.ts';

/** `npm run pin-texts`: takes what the public pages say now as what they are to say, and names those that changed. */
const [kept, present] = [
  await keptPins(),
  await presentPins(ownFacts({ https: false, usageCounters: false })),
];
await writeFile(pinFile, `${JSON.stringify(present, null, 2)}\n`);
const changed = Object.entries(present).filter(([page, pin]) => driftOf(page, kept[page], pin) !== null);
for (const [page, { version }] of changed) {
  const isSame = kept[page]?.version === version;
  process.stdout.write(`${page}: version ${version}${isSame ? ', the same number as before' : ''}\n`);
}
process.stdout.write(`${changed.length} of ${Object.keys(present).length} pins renewed.\n`);
