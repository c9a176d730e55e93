/* Starts the date fields, choosers and inline panels of the desk from data attributes: no inline script, so that the policy can be strict. */
(() => {
  const starters = {
    initDateChooser: (id, options) => window.initDateChooser(id, options),
    initTimeChooser: (id, options) => window.initTimeChooser(id, options),
    initDateTimeChooser: (id, options) => window.initDateTimeChooser(id, options),
    InlinePanel: (_id, options) => new window.InlinePanel(options),
    MultipleChooserPanel: (_id, options) => new window.MultipleChooserPanel(options),
  };

  const start = (mark) => {
    if (mark.dataset.deskStarted || mark.closest('template')) return;
    const id = mark.dataset.deskFor;
    if (id && !document.getElementById(id)) return;
    mark.dataset.deskStarted = 'yes';
    const name = mark.dataset.deskStart;
    const options = JSON.parse(mark.dataset.deskOptions);
    if (starters[name]) starters[name](id, options);
    else if (/^[A-Za-z]*Chooser$/.test(name)) new window[name](id, options);
  };

  // The rich text field is a box without a name: it takes that of its label, or of the panel it fills.
  const nameText = (box) => {
    if (box.hasAttribute('aria-labelledby')) return;
    const label = box.closest('[data-field-wrapper]')?.querySelector('.w-field__label[id]');
    const name = label?.id || box.closest('section[aria-labelledby]')?.getAttribute('aria-labelledby');
    if (name) box.setAttribute('aria-labelledby', name);
  };

  // The tag field hides its own input and asks in another without a name: the label moves over to it.
  const nameTags = (field) => {
    const asked = field.nextElementSibling?.querySelector('.tagit-new input');
    if (!asked || asked.id || !field.id) return;
    asked.id = `${field.id}-yeni`;
    document.querySelectorAll(`label[for="${field.id}"]`).forEach((label) => { label.htmlFor = asked.id; });
  };

  const startAll = (root) => {
    if (root.matches && root.matches('[data-desk-start]')) start(root);
    if (!root.querySelectorAll) return;
    if (root.matches?.('ul.tagit')) nameTags(root.previousElementSibling);
    root.querySelectorAll('input[data-controller~="w-tag"]').forEach(nameTags);
    root.querySelectorAll('[data-desk-start]').forEach(start);
    root.querySelectorAll('.public-DraftEditor-content').forEach(nameText);
  };

  document.addEventListener('DOMContentLoaded', () => {
    startAll(document);
    new MutationObserver((changes) => {
      changes.forEach((change) => change.addedNodes.forEach(startAll));
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
