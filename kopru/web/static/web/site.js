// Copying to the clipboard: the only thing these pages do by script; without it the links beside the buttons remain.
for (const button of document.querySelectorAll("[data-copy],[data-copy-from]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const label = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    try {
      const text = button.dataset.copy ?? (await fetched(button.dataset.copyFrom));
      await navigator.clipboard.writeText(text);
      button.textContent = button.dataset.done;
    } catch {
      button.textContent = button.dataset.failed;
    }
    setTimeout(() => { button.textContent = label; }, 4000);
  });
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.status);
  return (await response.text()).replace(/^\uFEFF/, "");
}
