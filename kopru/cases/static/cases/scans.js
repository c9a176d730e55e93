/* What the machine has read goes into the field, unless somebody has begun to write there. */
(() => {
  const field = document.getElementById('scan_text');
  if (!field) return;
  let isTouched = field.value !== '';
  field.addEventListener('input', () => { isTouched = true; });
  document.body.addEventListener('htmx:afterSettle', () => {
    const words = document.querySelector('#sc-progress template[data-scan-words]');
    if (!words) return;
    if (!isTouched) field.value = words.content.textContent;
    words.remove();
  });
})();
