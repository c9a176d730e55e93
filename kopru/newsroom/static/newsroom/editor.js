/* The editor of bulletins. Rich text reaches its form field a quarter of a second after the last letter, and whether
   anything is unsaved is looked at twice a second: whoever saves or leaves sooner would lose the last words. */
(() => {
  const flush = () =>
    document.querySelectorAll('[data-draftail-editor-wrapper]').forEach((wrapper) =>
      [...wrapper.parentNode.children].forEach((field) => field.draftailEditor?.saveState()),
    );

  document.addEventListener('submit', flush, true);

  // before the page's own question whether to leave without saving
  window.addEventListener('beforeunload', () => {
    flush();
    const form = document.querySelector('[data-edit-form]');
    if (form) window.wagtail?.app?.getControllerForElementAndIdentifier(form, 'w-unsaved')?.hasChanges();
  }, true);
})();
