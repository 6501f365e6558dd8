// Enhancement only: every page works without this file.
import { watchSession } from './session.js';
import { Button, ErrorSummary, NotificationBanner, SkipLink, createAll } from './govuk-frontend.min.js';

const main = document.querySelector('main');
const announcer = document.createElement('div');
announcer.className = 'govuk-visually-hidden';
announcer.setAttribute('aria-live', 'polite');
document.body.append(announcer);
document.body.classList.add('js-enabled', 'govuk-frontend-supported');

enhance(document);
createAll(SkipLink);
for (const form of document.querySelectorAll('form[enctype="multipart/form-data"]')) sayWhileSending(form);
printUnfolded(document.querySelectorAll('.app-details--printed'));
watchSession(document.querySelector('[data-session-seconds]'), announcer);
followProgress().catch(() =>
  say('Progress is no longer updated here. Reload the page to see how far it is.'),
);

function enhance(scope) {
  createAll(ErrorSummary, {}, scope);
  createAll(NotificationBanner, {}, scope);
  createAll(Button, { preventDoubleClick: true }, scope);
}

/** The button says what is going on and a second press sends nothing; coming back to the page undoes both. */
function sayWhileSending(form) {
  const button = form.querySelector('button[type="submit"]');
  if (!button) return;
  const words = button.textContent;
  let sending = false;
  form.addEventListener('submit', (event) => {
    if (sending) return event.preventDefault();
    sending = true;
    button.textContent = announcer.textContent = 'Uploading…';
  });
  window.addEventListener('pageshow', () => {
    sending = false;
    button.textContent = words;
  });
}

/** Paper has what is folded on the screen; the style sheet alone does it where browsers let it. */
function printUnfolded(folds) {
  let unfolded = [];
  window.addEventListener('beforeprint', () => {
    unfolded = [...folds].filter((fold) => !fold.open);
    for (const fold of unfolded) fold.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const fold of unfolded) fold.open = false;
  });
}

/** Shows this page's progress: asks again each second, after half a minute each three, for half an hour at most. */
async function followProgress() {
  const since = Date.now();
  while (['processing', 'running'].includes(main?.dataset.state)) {
    const waited = Date.now() - since;
    if (waited > 30 * 60_000) throw new Error('still processing');
    await new Promise((done) => setTimeout(done, waited < 30_000 ? 1000 : 3000));
    const response = await fetch(location.href, {
      headers: { accept: 'text/html' },
      credentials: 'same-origin',
    });
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    const next = fresh.querySelector('main[data-state]');
    if (!response.ok || response.redirected || !next) throw new Error('no progress in the answer');
    if (next.textContent !== main.textContent || next.dataset.state !== main.dataset.state)
      show(next, fresh.title);
  }
}

/** Puts new content in place. Someone who was inside keeps the same element or, failing that, the page's start. */
function show(next, title) {
  const moved = next.dataset.state !== main.dataset.state;
  const focused = document.activeElement;
  const inside = focused !== main && main.contains(focused);
  main.replaceChildren(...next.childNodes);
  main.dataset.state = next.dataset.state;
  document.title = title;
  if (inside) (document.getElementById(focused.id) ?? main).focus({ preventScroll: !moved });
  if (!moved) return;
  announcer.textContent = main.querySelector('h1')?.textContent ?? title;
  enhance(main);
}

function say(sentence) {
  const paragraph = document.createElement('p');
  paragraph.className = 'govuk-body';
  paragraph.textContent = announcer.textContent = sentence;
  main.append(paragraph);
}
