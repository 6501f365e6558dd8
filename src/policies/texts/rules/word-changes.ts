import { diffArrays, diffWordsWithSpace } from 'diff';
import { type ShownBlock, wordsOf } from '../policy-text.ts';

/** A paragraph that two versions do not share, word by word, and the heading that it stands under. */
export interface ChangedParagraph {
  under: string;
  words: readonly Word[];
}

interface Word {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

interface Paragraph {
  under: string;
  text: string;
}

/** What is different between two versions as they are shown, parts included, in the order of the later one. */
export function wordChanges(before: readonly ShownBlock[], after: readonly ShownBlock[]): ChangedParagraph[] {
  const runs = diffArrays(paragraphsOf(before), paragraphsOf(after), {
    comparator: (left, right) => left.text === right.text,
  });
  const changes: ChangedParagraph[] = [];
  let removed: Paragraph[] = [];
  let added: Paragraph[] = [];
  for (const run of runs) {
    if (run.removed) removed = run.value;
    else if (run.added) added = run.value;
    else {
      changes.push(...pairs(removed, added));
      removed = added = [];
    }
  }
  return [...changes, ...pairs(removed, added)];
}

/** Paragraphs that stand in each other's place, as far as there are two. */
function pairs(removed: readonly Paragraph[], added: readonly Paragraph[]): ChangedParagraph[] {
  const longer = removed.length > added.length ? removed : added;
  return longer.map((_, at) => ({
    under: (added[at] ?? removed[at])?.under ?? '',
    words: wordsBetween(removed[at]?.text ?? '', added[at]?.text ?? ''),
  }));
}

/** Changed words that only a space parts are one change: first all that went, then all that came. */
function wordsBetween(before: string, after: string): Word[] {
  const words: Word[] = [];
  let [gone, come] = ['', ''];
  const settle = (): void => {
    if (gone) words.push({ kind: 'removed', text: gone });
    if (come) words.push({ kind: 'added', text: come });
    gone = come = '';
  };
  const parts = diffWordsWithSpace(before, after);
  for (const [at, { value, added, removed }] of parts.entries()) {
    const next = parts[at + 1];
    if (removed) gone += value;
    else if (added) come += value;
    else if ((gone || come) && next && value.trim() === '') {
      gone += value;
      come += value;
    } else {
      settle();
      words.push({ kind: 'same', text: value });
    }
  }
  settle();
  return words;
}

function paragraphsOf(blocks: readonly ShownBlock[]): Paragraph[] {
  let under = '';
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') under = block.text;
    return textsOf(block).map((text) => ({ under, text }));
  });
}

function textsOf(block: ShownBlock): string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text];
    case 'paragraph':
      return [wordsOf(block.line)];
    case 'list':
      return block.items.map(wordsOf);
    case 'table':
      return [block.columns.join(', '), ...block.rows.map((row) => row.map(wordsOf).join(', '))];
  }
}
