// Makes the forms easier; without it they work all the same.
const subject = document.querySelector("[data-maybe]");
const place = document.querySelector("[data-maybe-here]");
if (subject && place) {
  let waiting;
  let asked = "";
  subject.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const words = subject.value.trim();
      if (words.length < 4 || words === asked) return;
      asked = words;
      const address = new URL(place.dataset.maybeHere, location.href);
      address.searchParams.set("soru", words);
      try {
        const response = await fetch(address);
        if (response.ok && asked === words) place.innerHTML = await response.text();
      } catch {
        // an answer that is not found is none: the form stays
      }
    }, 600);
  });
}

const locate = document.querySelector("[data-locate]");
if (locate && navigator.geolocation) {
  const said = document.querySelector("[data-located]");
  locate.hidden = false;
  locate.addEventListener("click", () => {
    locate.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        document.querySelector("[name=latitude]").value = coords.latitude.toFixed(6);
        document.querySelector("[name=longitude]").value = coords.longitude.toFixed(6);
        said.textContent = locate.dataset.done;
        locate.disabled = false;
      },
      () => {
        said.textContent = locate.dataset.failed;
        locate.disabled = false;
      },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

document.getElementById("faults")?.focus();
