// Draws boxes with the mouse into the first empty line of numbers; the numbers are what is sent.
(() => {
  const lines = [...document.querySelectorAll("[data-box]")];
  const field = (line, name) => line.querySelector(`[name$="-${name}"]`);
  const edges = ["left", "top", "right", "bottom"];
  const isEmpty = (line) => edges.every((name) => field(line, name).value === "");

  const show = () => {
    document.querySelectorAll(".rd-drawn").forEach((each) => each.remove());
    lines.forEach((line, index) => {
      const [left, top, right, bottom] = edges.map((name) => Number.parseFloat(field(line, name).value.replace(",", ".")));
      const page = document.querySelector(`[data-page="${field(line, "page").value || 1}"]`);
      if (!page || !(right > left && bottom > top)) return;
      place(page, left, top, right, bottom).textContent = String(index + 1);
    });
  };

  const place = (page, left, top, right, bottom) => {
    const image = page.querySelector("img");
    const drawn = document.createElement("div");
    drawn.className = "rd-drawn";
    drawn.style.left = `${(image.offsetWidth * left) / 100}px`;
    drawn.style.top = `${(image.offsetHeight * top) / 100}px`;
    drawn.style.width = `${(image.offsetWidth * (right - left)) / 100}px`;
    drawn.style.height = `${(image.offsetHeight * (bottom - top)) / 100}px`;
    page.append(drawn);
    return drawn;
  };

  document.querySelectorAll("[data-page]").forEach((page) => {
    const image = page.querySelector("img");
    const at = (event) => {
      const frame = image.getBoundingClientRect();
      const share = (value, size) => Math.min(100, Math.max(0, (100 * value) / size));
      return [share(event.clientX - frame.left, frame.width), share(event.clientY - frame.top, frame.height)];
    };
    image.addEventListener("load", show);
    image.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" || event.button !== 0) return;
      const line = lines.find(isEmpty);
      if (!line) return;
      event.preventDefault();
      image.setPointerCapture(event.pointerId);
      const from = at(event);
      const write = (moved) => {
        const to = at(moved);
        const box = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
        edges.forEach((name, index) => { field(line, name).value = box[index].toFixed(2); });
        field(line, "page").value = page.dataset.page;
        show();
      };
      const end = () => {
        image.removeEventListener("pointermove", write);
        const size = Number(field(line, "right").value) - Number(field(line, "left").value);
        if (!(size > 0.3)) edges.forEach((name) => { field(line, name).value = ""; });
        show();
        field(line, "reason").focus();
      };
      image.addEventListener("pointermove", write);
      image.addEventListener("pointerup", end, { once: true });
      image.addEventListener("pointercancel", end, { once: true });
    });
  });
  lines.forEach((line) => line.addEventListener("input", show));
  window.addEventListener("resize", show);
  show();
})();
