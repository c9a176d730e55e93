// Shows beside the form how many the rule reaches today; the server counts, nothing is saved.
(() => {
    const words = document.querySelector("[data-count-url]");
    const form = words?.closest("form");
    if (!form) return;
    let waiting = 0;
    let asked = 0;
    const count = async () => {
        const mine = ++asked;
        const answer = await fetch(words.dataset.countUrl, { method: "POST", body: new FormData(form) });
        if (!answer.ok || mine !== asked) return;
        const counts = await answer.json();
        words.textContent = words.dataset.words.replace("{email}", counts.email).replace("{mobile}", counts.mobile);
    };
    form.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(count, 300);
    });
    count();
})();
