/* The list of bulletins: j and k go from row to row, the row opens beside it, Enter opens it as a page.
   Without this script every row is a plain link. */
(() => {
  const narrow = () => window.matchMedia('(max-width: 60rem)').matches;
  const typing = (element) =>
    element.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT', 'BUTTON'].includes(element.tagName);

  const fetched = async (address) => {
    const answer = await fetch(address, { headers: { 'X-Requested-With': 'fetch' }, credentials: 'same-origin' });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.text();
  };

  const board = document.querySelector('[data-newsroom-board]');
  if (board) {
    const place = board.querySelector('[data-newsroom-item]');
    const rows = [...board.querySelectorAll('[data-newsroom-row]')];
    let asked = 0;

    const open = async (row) => {
      const mine = ++asked;
      rows.forEach((each) => each.removeAttribute('aria-current'));
      row.setAttribute('aria-current', 'true');
      row.focus({ preventScroll: false });
      try {
        const html = await fetched(`${row.dataset.newsroomRow}?parca=1`);
        if (mine !== asked) return;
        place.innerHTML = html;
        place.parentElement.scrollTop = 0;
        window.history.replaceState(null, '', row.href);
      } catch {
        window.location.assign(row.href);
      }
    };

    rows.forEach((row) =>
      row.addEventListener('click', (event) => {
        if (narrow() || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        open(row);
      }),
    );

    // where nothing else has the focus, Enter is for the chosen row
    const pressable = (element) => {
      const own = element.closest('a, [role="button"], [role="menuitem"], [tabindex], summary');
      return own && own.tabIndex >= 0 && !rows.includes(own);
    };

    document.addEventListener('keydown', (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const now = rows.findIndex((row) => row.hasAttribute('aria-current'));
      const step = { j: 1, k: -1 }[event.key];
      if (step && rows.length) {
        event.preventDefault();
        open(rows[Math.min(Math.max(now + step, 0), rows.length - 1)]);
      } else if (event.key === 'Enter' && now >= 0 && !pressable(event.target)) {
        event.preventDefault();
        window.location.assign(rows[now].dataset.newsroomRow);
      }
    });
  }

  const chooser = document.querySelector('[data-newsroom-audience]');
  if (chooser) {
    const select = chooser.querySelector('select');
    const counted = document.querySelector('[data-newsroom-counted]');
    const prepare = document.querySelector('[data-newsroom-prepare]');
    const count = async () => {
      const html = await fetched(`?parca=1&kitle=${encodeURIComponent(select.value)}`);
      counted.innerHTML = html;
      prepare.elements.audience.value = select.value;
      const number = counted.querySelector('.nr-number strong');
      prepare.querySelector('button').disabled = !number || number.textContent.trim() === '0';
    };
    chooser.querySelector('button').hidden = true;
    select.addEventListener('change', count);
    if (!counted.querySelector('.nr-number')) count();
  }

  const watch = () => {
    const waits = document.querySelector('[data-newsroom-waits]');
    const item = waits && waits.closest('.nr-item');
    const row = document.querySelector('[data-newsroom-row][aria-current]');
    const address = row ? row.dataset.newsroomRow : window.location.pathname;
    if (!item || document.hidden || item.contains(document.activeElement)) return;
    fetched(`${address}?parca=1`).then((html) => {
      const fresh = document.createElement('template');
      fresh.innerHTML = html.trim();
      if (item.isConnected) item.replaceWith(fresh.content);
    }, () => {});
  };
  if (document.querySelector('.nr-item') || board) setInterval(watch, 2000);
})();
