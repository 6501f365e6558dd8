import { expect } from 'chai';
import { measures } from '../../src/reports/measures/measures.ts';
import { readPdf } from '../support/read-pdf.ts';
import { bytesOf, hrefOf, textOf } from './http-reading.ts';
import { startCountry, TINY, type Country } from './http-world.ts';

const ask = 'measure=cost/weekly-unit-cost&measure=performance/kpi2&clientGroup=Generic';

describe('the briefing over HTTP', () => {
  let country: Country;
  before(async () => {
    country = await startCountry();
  });
  after(() => country.app.close());

  const bytes = (query: string): Promise<Buffer> =>
    bytesOf(country.app, country.ealing, `/reports/briefing.pdf?${query}`);
  const pdfText = async (query: string): Promise<string> =>
    readPdf(await bytes(query))
      .pages.flat()
      .map(({ text }) => text)
      .join(' ');

  it('is a PDF that says what is compared with whom', async () => {
    expect((await bytes(ask)).subarray(0, 5).toString()).to.equal('%PDF-');
    const text = await pdfText(`${ask}&peers=nearest`);
    for (const said of [
      'Extract of 13 September 2004',
      'Compared with: 15 nearest neighbours.',
      'Only services of: Client group Generic.',
      'Weekly unit cost',
      'KPI2 Planned moves',
      'above the peer median of £70.00 a week',
    ])
      expect(text.replace(/\s+/g, ' ')).to.include(said);
  });

  it('names no service in its public edition, which is what one gets without choosing', async () => {
    for (const edition of ['', '&edition=public', '&groupBy=serviceType'])
      expect(await pdfText(ask + edition), edition).not.to.match(/House|Lodge|OWN-|ONE-|Bold|Łódź|a b\/c/);
  });

  it('names the own services furthest out in its internal edition alone, with what is counted', async () => {
    const text = await pdfText(`${ask}&edition=internal`);
    expect(text).to.include('House 119').and.to.include('OWN-119').and.to.include('25.0% (1 of 4)');
    expect(text.match(/House \d+/g)!.length).to.be.at.most(20);
  });

  it('says of what is withheld that it is', async () => {
    const text = await pdfText(`measure=cost/weekly-unit-cost&clientGroup=${TINY}`);
    expect(text.replace(/\s+/g, ' ')).to.include('Too few to compare: fewer than 3 other authorities');
  });

  it('asks again where no measure was chosen, and keeps the other choices', async () => {
    for (const none of ['', 'measure=', 'measure=cost/happiness']) {
      const { status, text } = await country.ealing.get(
        `/reports/briefing.pdf?edition=internal&clientGroup=Generic&${none}`,
      );
      expect(status).to.equal(422);
      expect(text).to.include('<title>Error: Briefing for committee');
      expect(hrefOf(text, 'Choose at least one measure')).to.equal('#cost');
      expect(text).to.match(/value="internal" checked/);
      expect(textOf(text)).to.include('Only services of: Client group Generic.');
    }
  });

  it('can be of all measures at once', async () => {
    const all = measures.map(({ family, slug }) => `measure=${family}/${slug}`).join('&');
    const text = await pdfText(all);
    for (const { name } of measures.filter(({ family }) => family !== 'outcomes'))
      expect(text.replace(/\s+/g, ' ')).to.include(name);
  });
});
