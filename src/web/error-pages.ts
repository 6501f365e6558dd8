import { paths } from '../paths.ts';

/** What one error page says: what happened, what to do, and where to go. */
export interface ErrorPage {
  status: number;
  title: string;
  happened: string;
  next: string;
  link?: { href: string; text: string };
}

export type ErrorPageKind =
  | 'not-found'
  | 'stale-form'
  | 'other-site'
  | 'too-large'
  | 'bad-request'
  | 'wrong-address'
  | 'wrong-method'
  | 'too-late'
  | 'own-case'
  | 'restricted'
  | 'restricted-person'
  | 'last-one'
  | 'too-often'
  | 'not-kept'
  | 'no-longer-there'
  | 'choice-not-available'
  | 'nothing-to-draw'
  | 'problem';

const home = { href: paths.home, text: 'Go to the start page' };

export const errorPages: Readonly<Record<ErrorPageKind, ErrorPage>> = {
  'not-found': {
    status: 404,
    title: 'Page not found',
    happened: 'There is no page at this address, or it is not one that you can see.',
    next: 'If you typed the address, check that it is right. If you pasted it, check that you copied all of it.',
    link: home,
  },
  'stale-form': {
    status: 403,
    title: 'This form was open too long',
    happened: 'The form was opened too long ago, or you have signed in again since. Nothing was changed.',
    next: 'Go back, reload the page, and send the form again.',
    link: home,
  },
  'other-site': {
    status: 403,
    title: 'This form did not come from SP-Bench',
    happened:
      'Your browser says that another website sent this form, so it was not accepted. Nothing was changed.',
    next: 'Open SP-Bench yourself and use the form there.',
    link: home,
  },
  'too-large': {
    status: 413,
    title: 'This is too much to send at once',
    happened: 'What you sent is larger than this form takes. Nothing was changed.',
    next: 'Go back, shorten what you entered, and send the form again.',
    link: home,
  },
  'bad-request': {
    status: 400,
    title: 'SP-Bench could not read this request',
    happened: 'The address or the form was damaged on its way. Nothing was changed.',
    next: 'Go back, reload the page, and try again.',
    link: home,
  },
  'wrong-address': {
    status: 421,
    title: 'SP-Bench is not at this address',
    happened: 'You came by an address that SP-Bench does not answer at, or without https.',
    next: 'Use the full address that your administrator gave you, and keep it as a bookmark.',
  },
  'wrong-method': {
    status: 405,
    title: 'SP-Bench does not answer this kind of request',
    happened: 'SP-Bench answers the requests that browsers make for pages and forms, and no others.',
    next: 'Open the page in a browser.',
    link: home,
  },
  'own-case': {
    status: 403,
    title: 'This case concerns you',
    happened: 'Nobody works on a case that they brought or that is about them. Nothing was changed.',
    next: 'Somebody else deals with it, and you get the answer like anybody.',
    link: home,
  },
  restricted: {
    status: 403,
    title: 'The use of your data is limited',
    happened:
      'Your personal data is kept and not used: you asked for that, or something about it is being looked into. Meanwhile you cannot upload, read reports or be found by others. Nothing was changed.',
    next: 'You can still see your account, everything held on you, and your requests, and have the limit lifted when you want: tell us there, or write to us.',
    link: { href: paths.ownRequests, text: 'See the limit, and ask to have it lifted' },
  },
  'restricted-person': {
    status: 403,
    title: 'Restricted: storage only',
    happened:
      'The use of this person’s data is limited: it may be stored, and nothing else may be done with it. Nothing was changed.',
    next: 'Wait until the limit is lifted. Removing the person remains possible, and so is ending their sessions.',
    link: home,
  },
  'last-one': {
    status: 409,
    title: 'Nobody else has this role',
    happened:
      'This is the only lead officer of the authority, or the only administrator of SP-Bench. Nothing was changed.',
    next: 'Give the role to a colleague first, or open an account for whoever takes over.',
    link: home,
  },
  'too-late': {
    status: 409,
    title: 'This can no longer be changed',
    happened: 'Something newer has taken its place since you opened the page. Nothing was changed.',
    next: 'Look at how things stand now.',
    link: home,
  },
  'too-often': {
    status: 429,
    title: 'This was done several times already today',
    happened: 'SP-Bench does this only a few times a day for one person. Nothing was changed.',
    next: 'Ask the person to look among their unwanted mail, or try again tomorrow.',
    link: home,
  },
  'not-kept': {
    status: 410,
    title: 'The file was not kept',
    happened:
      'This download is made from a file that SP-Bench has not kept: it was to be checked only, or it held data about people.',
    next: 'What was found in it is still there. Use it beside your own copy of the file.',
    link: home,
  },
  'no-longer-there': {
    status: 410,
    title: 'This is no longer there',
    happened: 'It was there for a limited time, and that is over, or it was taken back.',
    next: 'Ask for it again: you get it anew, as things stand then.',
    link: { href: paths.newDataRequest, text: 'Ask about your personal data' },
  },
  'choice-not-available': {
    status: 422,
    title: 'This file cannot be made as it was asked for',
    happened:
      'Its address makes a choice that is not available; a comparison group may have been ended since. A file with other figures than were asked for would not say so, and none was made. The page says of the same choice:',
    next: 'Open the page, choose there, and download the file from it.',
    link: home,
  },
  'nothing-to-draw': {
    status: 422,
    title: 'There is nothing to draw',
    happened: 'Neither your services nor any peers whose figures may be shown have what this chart draws.',
    next: 'Open the page: it says why. Other choices there may leave more to draw.',
    link: home,
  },
  problem: {
    status: 500,
    title: 'Sorry, there is a problem with SP-Bench',
    happened: 'Something went wrong on our side. What you were doing may not have been saved.',
    next: 'Try again in a few minutes. If it happens again, tell the people who run SP-Bench the reference below.',
    link: home,
  },
};
