/* j and k go through a board; "take into the answer" copies what a unit said into the field beside it. */
(() => {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-special-take]');
    if (!button) return;
    const field = document.getElementById(button.dataset.specialInto);
    const said = document.getElementById(button.dataset.specialTake);
    if (!field || !said) return;
    field.closest('details').open = true;
    field.value = [field.value.trim(), said.innerText.trim()].filter(Boolean).join('\n\n');
    field.focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    const step = { j: 1, k: -1 }[event.key];
    const rows = [...document.querySelectorAll('[data-special-row]')];
    if (!step || !rows.length) return;
    event.preventDefault();
    const now = rows.indexOf(document.activeElement);
    rows[Math.min(Math.max(now + step, 0), rows.length - 1)].focus();
  });
})();
