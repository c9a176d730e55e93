/* The editor of bulletins: what the framework's saving by itself would lose, refuse or do twice. */
(() => {
  const form = () => document.querySelector('[data-edit-form]');
  const watcher = () => window.wagtail?.app?.getControllerForElementAndIdentifier(form(), 'w-unsaved');

  // Rich text reaches its form field a quarter of a second after the last letter, and whether anything is unsaved is
  // looked at twice a second: whoever saves or leaves sooner would lose the last words.
  const flush = () =>
    document.querySelectorAll('[data-draftail-editor-wrapper]').forEach((wrapper) =>
      [...wrapper.parentNode.children].forEach((field) => field.draftailEditor?.saveState()),
    );

  // before the page's own question whether to leave without saving
  window.addEventListener('beforeunload', () => {
    flush();
    if (form()) watcher()?.hasChanges();
  }, true);

  // What stands in the form two seconds after it opened counts as unchanged: whoever writes sooner wrote nothing.
  let untouched = null;
  const remember = () => {
    const watching = untouched === null && form() && watcher();
    if (!watching || watching.initialFormData) return;
    untouched = watching.formData;
    Object.assign(watching, { initialFormData: untouched, previousFormData: untouched });
  };
  ['keydown', 'pointerdown', 'paste', 'beforeinput'].forEach((name) => document.addEventListener(name, remember, true));
  document.addEventListener('w-unsaved:watch-edits', () => {
    if (untouched !== null) watcher().initialFormData = untouched;
  }, { once: true });

  // Saving by itself waits, and says so, while something is missing without which the server would refuse it.
  const missing = () => {
    const words = document.querySelector('[data-newsroom-unsaved]')?.dataset;
    const { elements } = form();
    if (!words || !elements.headline) return '';
    if (!elements.headline.value.trim()) return words.headline;
    const empty = [...elements].some((field) => {
      const [, row] = field.name?.match(/^((?:figures|files)-\d+)-(?:photo|file|title)$/) ?? [];
      return row && !field.value && !elements[`${row}-id`]?.value && !elements[`${row}-DELETE`]?.value;
    });
    return empty ? words.row : '';
  };

  let saving = false;
  let waiting = null;
  document.addEventListener('w-autosave:save', (event) => {
    const text = missing();
    saving = !text;
    if (!text) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.dispatchEvent(new CustomEvent('w-autosave:error', { bubbles: true, detail: { text, type: 'validation_error' } }));
  }, true);

  // Whoever presses save while it is being saved by itself would make a second bulletin, or see older words come last.
  document.addEventListener('submit', (event) => {
    flush();
    if (event.target !== form() || !saving) return;
    event.preventDefault();
    event.stopPropagation();
    waiting = { button: event.submitter };
  }, true);
  ['w-autosave:success', 'w-autosave:error'].forEach((name) => document.addEventListener(name, () => {
    saving = false;
    if (!waiting) return;
    const { button } = waiting;
    waiting = null;
    form().requestSubmit(button);
  }));
})();
