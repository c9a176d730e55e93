/* The keys of the desk: / searches, g then a letter goes somewhere, ? says which keys there are. */
(() => {
  const typing = (element) =>
    element.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName);

  let waiting = 0;

  const go = (letter) => {
    const link = document.querySelector(`[data-desk-key="${CSS.escape(letter)}"]`);
    if (link) window.location.assign(link.href);
  };

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const help = document.getElementById('desk-keys');
    const field = document.getElementById('desk-search');
    if (waiting && Date.now() - waiting < 1500) {
      waiting = 0;
      go(event.key.toLocaleLowerCase('tr'));
    } else if (event.key === 'g') {
      waiting = Date.now();
    } else if (event.key === '/' && field) {
      // where the page has no such field, the side bar's own answers to the same key
      event.preventDefault();
      event.stopImmediatePropagation();
      field.focus();
      field.select();
    } else if (event.key === '?' && help && !help.open) {
      event.preventDefault();
      event.stopImmediatePropagation();
      help.showModal();
    }
  }, true);

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-desk-open-keys]')) document.getElementById('desk-keys').showModal();
  });
})();
