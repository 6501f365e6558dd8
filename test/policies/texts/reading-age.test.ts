import { expect } from 'chai';
import { textPages } from '../../../src/policies/texts/specification/pages.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';
import { gradeOf, proseOf, syllablesOf, wordsIn } from './reading-age.ts';

/** Somebody of 14 reads this with ease: the notice is for everybody. */
const HIGHEST_GRADE = 9;

const syllables: Record<number, string> = {
  1: 'the used closed rule held law breach whose age change yes eye sent asked passed rules',
  2: 'people table needed wanted being changes cookie upload consent complaint quiet create science closes',
  3: 'personal processing encrypted officer services area idea decided addresses purposes created removals',
  4: 'authority information legitimate disagreement material previously appropriate',
  5: 'administering anonymity',
};

describe('the reading age of a text', () => {
  for (const [count, words] of Object.entries(syllables)) {
    for (const word of words.split(' '))
      it(`counts ${count} in “${word}”`, () => expect(syllablesOf(word)).to.equal(Number(count)));
  }

  it('follows the formula', () => {
    // Six words and syllables in one sentence; nine words and sixteen syllables in two.
    expect(gradeOf('The cat sat on the mat.')).to.be.closeTo(0.39 * 6 + 11.8 - 15.59, 1e-9);
    const two = 'We process personal information. You may object to it.';
    expect(wordsIn(two)).to.have.length(9);
    expect(gradeOf(two)).to.be.closeTo(0.39 * 4.5 + 11.8 * (16 / 9) - 15.59, 1e-9);
  });

  it('is high for the language of lawyers', () => {
    const heavy =
      'The data controller shall, notwithstanding any obligation hereinbefore expressed, undertake the processing of personal information exclusively in accordance with applicable legislation and proportionate organisational measures.';
    expect(gradeOf(heavy)).to.be.above(20);
  });

  it('is not lowered by cutting a sentence up into a list', () => {
    const cut =
      '<p>You may ask</p><ul><li>that we tell you what we hold</li><li>that we put it right.</li></ul>';
    expect(proseOf(cut).trim()).to.equal('You may ask that we tell you what we hold that we put it right.');
  });

  it('counts no names: not those of contents, nor values in columns', () => {
    const values = '<ul class="govuk-list app-columns">\n<li>Accommodation based</li>\n</ul>';
    const contents = '<nav><ul class="app-columns"><li>A<ul><li>B</li></ul></li></ul></nav>';
    expect(proseOf(`${contents}<p>One of these.</p>${values}`)).to.equal('One of these.');
  });
});

describe('the public texts', () => {
  let app: WholeApp;
  before(async () => {
    app = await startWholeApp({ jobs: false });
  });
  after(() => app.close());

  for (const { href } of textPages) {
    it(`${href} is in plain English: at most grade ${HIGHEST_GRADE} [P58]`, async () => {
      const { text } = await app.browser().get(href);
      const prose = proseOf(/<main.*<\/main>/s.exec(text)?.[0] ?? '');
      expect(wordsIn(prose).length, 'words').to.be.above(100);
      expect(gradeOf(prose)).to.be.at.most(HIGHEST_GRADE);
    });
  }
});
