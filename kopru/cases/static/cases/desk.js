/* The queue of cases: j and k go from row to row, the row opens beside it, Enter opens it as a page, a letter presses
   the button that bears it. htmx fetches the parts; without scripts every row is a link and every button a form. */
(() => {
  document.documentElement.classList.add('cs-js');
  const narrow = () => window.matchMedia('(max-width: 60rem)').matches;
  const typing = (element) =>
    element.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName);
  const rows = () => [...document.querySelectorAll('[data-case-row]')];

  // on a narrow screen there is one pane: a row leads to it
  document.body.addEventListener('htmx:beforeRequest', (event) => {
    const row = event.target.closest('[data-case-row]');
    if (!row) return;
    if (narrow()) {
      event.preventDefault();
      window.location.assign(row.href);
      return;
    }
    rows().forEach((each) => each.removeAttribute('aria-current'));
    row.setAttribute('aria-current', 'true');
  });

  // what cannot be fetched is opened as a page: never a click without an answer
  ['htmx:responseError', 'htmx:sendError', 'htmx:timeout'].forEach((name) =>
    document.body.addEventListener(name, (event) => {
      const { elt } = event.detail;
      if (elt.matches('a[href]')) window.location.assign(elt.href);
      else if (elt.matches('form')) HTMLFormElement.prototype.submit.call(elt);
    }),
  );

  document.body.addEventListener('htmx:afterSwap', (event) => {
    const place = event.detail.target;
    const pane = document.getElementById('cs-pane');
    if (pane && ['cs-open', 'cs-item'].includes(place.id)) pane.scrollTop = 0;
    if (place.id === 'cs-deed') {
      const wrong = place.querySelector('.cs-field--wrong input, .cs-field--wrong textarea, .cs-field--wrong select');
      const first = place.querySelector('.cs-deed input:not([type="hidden"]), .cs-deed textarea, .cs-deed select');
      const around = place.closest('.cs-pane');
      if (around && around.scrollHeight > around.clientHeight) {
        around.scrollTop += place.getBoundingClientRect().top - around.getBoundingClientRect().top - 12;
      } else place.scrollIntoView({ block: 'nearest' });
      (wrong || place.querySelector('#deed_text') || first)?.focus({ preventScroll: Boolean(around) });
      document.querySelectorAll('.cs-more[open]').forEach((menu) => menu.removeAttribute('open'));
    }
    if (place.id === 'pad-caller') {
      const known = place.querySelector('[data-case-name]');
      const field = document.getElementById('pad_name');
      if (known && (!field.value || field.dataset.filled)) {
        field.value = known.dataset.caseName;
        field.dataset.filled = 'true';
      }
    }
    if (place.id === 'pad-matter') {
      const known = place.querySelector('[data-case-matter]');
      const field = document.getElementById('pad_matter');
      if (known && field && (!field.value || field.dataset.filled)) {
        field.value = known.dataset.caseMatter;
        field.dataset.filled = 'true';
      }
    }
  });
  ['pad_name', 'pad_matter'].forEach((id) =>
    document.getElementById(id)?.addEventListener('input', (event) => delete event.target.dataset.filled),
  );

  // a form leaves once
  document.addEventListener('submit', (event) => {
    const form = event.target.closest('[data-case-once]');
    if (!form || form.hasAttribute('hx-post')) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'true';
  });
  window.addEventListener('pageshow', () =>
    document.querySelectorAll('[data-sent]').forEach((form) => delete form.dataset.sent),
  );

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-case-leave]')) document.getElementById('cs-deed').replaceChildren();
    document.querySelectorAll('.cs-more[open]').forEach((menu) => {
      if (!menu.contains(event.target)) menu.removeAttribute('open');
    });
  });

  document.querySelector('[data-case-filter]')?.addEventListener('change', (event) => event.currentTarget.submit());
  document.querySelector('[data-case-focus]')?.focus();

  // where nothing else has the focus, Enter is for the chosen row
  const pressable = (element) => {
    const own = element.closest('a, button, [role="button"], [role="menuitem"], summary');
    return own && !own.matches('[data-case-row]');
  };

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest('.cs-deed');
      if (form) {
        event.preventDefault();
        form.requestSubmit();
      }
      return;
    }
    if (event.key === 'Escape') {
      const place = document.getElementById('cs-deed');
      if (place && place.contains(event.target)) place.replaceChildren();
      document.querySelectorAll('.cs-more[open]').forEach((menu) => menu.removeAttribute('open'));
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const all = rows();
    const now = all.findIndex((row) => row.hasAttribute('aria-current'));
    const step = { j: 1, k: -1 }[event.key];
    if (step && all.length) {
      event.preventDefault();
      const row = all[Math.min(Math.max(now + step, 0), all.length - 1)];
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: 'nearest' });
      row.click();
    } else if (event.key === 'Enter' && now >= 0 && !pressable(event.target)) {
      event.preventDefault();
      window.location.assign(all[now].dataset.casePage);
    } else if (/^[a-zçğıöşü]$/.test(event.key)) {
      const button = document.querySelector(`[data-case-key="${CSS.escape(event.key)}"]`);
      if (button) {
        event.preventDefault();
        button.click();
      }
    }
  });
})();
