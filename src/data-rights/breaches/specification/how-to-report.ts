/** What everybody at OCC knows about reporting (P109): on their own page, and part of the training. */
export const howToReport: readonly { title: string; lines: readonly string[] }[] = [
  {
    title: 'What is meant',
    lines: [
      'Personal data, or data that an authority has submitted, was seen by somebody who should not have seen it, was lost, changed or cannot be got at.',
      'Such as a letter to the wrong address, a lost laptop or phone, a password that somebody else knows, a page that showed too much, a file sent to the wrong authority.',
      'Also what nearly happened, and what one of our suppliers tells us.',
    ],
  },
  {
    title: 'When',
    lines: [
      'At once, at any hour, also when you are not sure. The Commissioner’s 72 hours run from the moment when the first of us knows, nights and weekends included.',
      'Do not wait until you know everything. What you do not know yet can follow.',
    ],
  },
  {
    title: 'How',
    lines: [
      'Stop it first if you can do so without destroying what shows what happened: end sessions, change the password, ask for the letter back.',
      'If it is still going on, call a compliance officer first. Then report it here. Every compliance officer is told by mail in the same moment.',
      'Name no people in the report. Do not look into it by yourself, and tell nobody outside.',
    ],
  },
  {
    title: 'What happens then',
    lines: [
      'A compliance officer decides on the risk, and who is told: the Commissioner, the people concerned, the authorities whose data it is.',
      'Nobody is blamed for reporting, also when it was their own mistake. Not to report is what does harm.',
    ],
  },
];
