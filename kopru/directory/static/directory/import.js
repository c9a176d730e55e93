// Says at once that a file is too large, and keeps the progress of an import up to date.
(() => {
    for (const form of document.querySelectorAll(".directory-upload")) {
        const input = form.querySelector("input[type=file]");
        const obstacle = form.querySelector("[data-obstacle]");
        const check = () => {
            const isTooLarge = input.files.length > 0 && input.files[0].size > Number(input.dataset.most);
            obstacle.hidden = !isTooLarge;
            obstacle.textContent = isTooLarge ? form.dataset.tooLarge : "";
            return !isTooLarge;
        };
        input.addEventListener("change", check);
        form.addEventListener("submit", (event) => check() || event.preventDefault());
    }
    const progress = document.querySelector("[data-progress]");
    if (!progress) return;
    const ask = async () => {
        const answer = await fetch(progress.dataset.progress);
        if (answer.ok) {
            const { state, done, rows } = await answer.json();
            if (state !== "stored" && state !== "applying") return location.reload();
            progress.querySelector("progress").max = rows || 1;
            progress.querySelector("progress").value = done;
            progress.querySelector("[data-words]").textContent = `${done} / ${rows}`;
        }
        setTimeout(ask, 1000);
    };
    setTimeout(ask, 1000);
})();
