"use strict";
(() => {
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  const form = document.getElementById("filters");

  // The theme follows the system until the button is used.
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const label = () => { theme.textContent = dark() ? "Light" : "Dark"; };
  theme.hidden = false;
  theme.addEventListener("click", () => { root.dataset.theme = dark() ? "light" : "dark"; label(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  label();

  // A rule's help is in the page once; a finding copies it when it is opened.
  document.addEventListener("toggle", (event) => {
    const why = event.target;
    if (!why.open || !why.dataset.help) return;
    const help = document.querySelector("#" + CSS.escape(why.dataset.help) + " .help");
    if (help) why.replaceChildren(why.querySelector("summary"), help.cloneNode(true));
    delete why.dataset.help;
  }, true);

  // A link to a rule opens it.
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();

  if (!form) return;
  form.hidden = false;
  const cards = [...document.querySelectorAll("article.finding")];
  const texts = cards.map((card) => card.textContent.toLowerCase());
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");

  const apply = () => {
    const data = new FormData(form);
    const severities = new Set(data.getAll("severity"));
    const rule = data.get("rule");
    const pkg = data.get("package");
    const words = data.get("q").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    cards.forEach((card, i) => {
      const { dataset } = card;
      const ok = severities.has(dataset.severity) && (!rule || dataset.rule === rule) &&
        (!pkg || dataset.package === pkg) && words.every((word) => texts[i].includes(word));
      card.hidden = !ok;
      if (ok) shown++;
    });
    count.textContent = shown + " of " + cards.length;
    nothing.hidden = shown > 0;
  };

  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    form.elements.q.focus();
  });
  apply(); // browsers keep what was entered when a page is reloaded
})();
