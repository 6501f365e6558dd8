// The line that says until when one stays signed in speaks up five minutes before, and its link asks for more in place.
const WARNING_S = 5 * 60;

/** @param line the line on the page, if somebody is signed in; @param announcer a polite live region */
export function watchSession(line, announcer) {
  if (!line) return;
  let ends = endOf(line);
  const until = () => line.querySelector('.app-session__until').textContent;
  const link = line.querySelector('a');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'app-link-button';
  button.textContent = 'Stay signed in';
  link.replaceWith(button);

  let said = false;
  const look = () => {
    const left = ends - Date.now();
    const soon = left <= WARNING_S * 1000;
    line.classList.toggle('app-session--soon', soon);
    if (!soon) said = false;
    else if (!said) {
      said = true;
      announcer.textContent = `You will be signed out at ${until()}. To stay signed in, press “Stay signed in” at the end of the page.`;
    }
    if (left <= 0) {
      clearInterval(timer);
      line.querySelector('p').textContent = announcer.textContent =
        'You have been signed out, since nothing was done for a while. Copy what you have typed before you go on.';
    }
  };
  const timer = setInterval(look, 5000);
  look();

  button.addEventListener('click', async () => {
    try {
      const response = await fetch(link.href, {
        credentials: 'same-origin',
        headers: { accept: 'text/html' },
      });
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
      const next = fresh.querySelector('[data-session-seconds]');
      if (!next) throw new Error('nobody is signed in');
      line.querySelector('.app-session__until').textContent =
        next.querySelector('.app-session__until').textContent;
      ends = endOf(next);
      look();
      announcer.textContent = `You stay signed in until ${until()}.`;
    } catch {
      // The page that the link leads to says what is wrong.
      window.open(link.href, '_blank');
    }
  });
}

function endOf(line) {
  return Date.now() + Number(line.dataset.sessionSeconds) * 1000;
}
