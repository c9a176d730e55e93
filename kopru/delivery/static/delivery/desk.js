/* Delivery on the desk: j, k and Enter on lists, "choose all", and how far a dispatch is while it is being sent. */
(() => {
  const typing = (element) =>
    element.isContentEditable || ['TEXTAREA', 'SELECT'].includes(element.tagName) ||
    (element.tagName === 'INPUT' && element.type !== 'checkbox');

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key !== 'j' && event.key !== 'k') return;
    const rows = [...document.querySelectorAll('[data-row]')];
    if (!rows.length) return;
    event.preventDefault();
    let at = rows.indexOf(document.activeElement);
    if (at < 0) at = rows.findIndex((row) => row.matches('[aria-current], [aria-current] *')) - (event.key === 'j' ? 0 : -1);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))];
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  });

  const all = document.querySelector('[data-all]');
  if (all) {
    all.addEventListener('change', () => {
      document.querySelectorAll('input[type=checkbox][data-row]').forEach((box) => { box.checked = all.checked; });
    });
  }

  const one = document.querySelector('[data-progress]');
  if (!one) return;
  const line = document.querySelector('[data-progress-line]');
  const number = new Intl.NumberFormat('tr');
  const samples = [];

  const say = (left) => {
    samples.push([Date.now(), left]);
    while (samples.length > 15) samples.shift();
    const [begun, before] = samples[0];
    const minutes = (Date.now() - begun) / 60000;
    const rate = minutes > 0 ? (before - left) / minutes : 0;
    const words = [`<b>${number.format(left)}</b> ${line.dataset.left}`];
    if (rate >= 1) {
      words.push(`${number.format(Math.round(rate))} / ${line.dataset.rate}`);
      const rest = left / rate;
      words.push(rest < 1 ? line.dataset.soon : line.dataset.time.replace('{n}', number.format(Math.ceil(rest))));
    }
    line.innerHTML = words.join(' · ');
  };

  const ask = async () => {
    const answer = await fetch(one.dataset.progress, { headers: { Accept: 'application/json' } });
    if (!answer.ok) return;
    const now = await answer.json();
    const shown = [...document.querySelectorAll('[data-legend]')].map((each) => each.dataset.legend).join();
    if (now.state !== one.dataset.dispatch) { window.location.reload(); return; }
    document.querySelector('[data-reason]').textContent = now.reason;
    if (now.bar.map((each) => each.state).join() !== shown && !document.querySelector('.dl-deed[open] input:focus')) {
      window.location.reload();
      return;
    }
    now.bar.forEach((each) => {
      const legend = document.querySelector(`[data-legend="${each.state}"] b`);
      const part = document.querySelector(`[data-seg="${each.state}"]`);
      if (legend) legend.textContent = each.count;
      if (part) part.style.flexGrow = each.share;
    });
    say(now.left);
  };

  const turn = () => {
    if (!document.hidden) ask().catch(() => {});
  };
  setInterval(turn, 2000);
})();
