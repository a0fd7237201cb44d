// Pages over a linked record: one click shows a change in both texts. Without it anchors do.
(() => {
  "use strict";
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const behavior = () => (calm.matches ? "auto" : "smooth");

  const scrollColumn = (mark) => {
    const box = mark.closest(".column-text");
    const top = mark.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    box.scrollTo({ top: top - box.clientHeight / 3, behavior: behavior() });
  };
  // All three columns where the window holds them, else the words themselves.
  const bringIntoView = (beside, wanted) => {
    if (beside.getBoundingClientRect().height <= innerHeight) {
      beside.scrollIntoView({ block: "nearest", behavior: behavior() });
      return;
    }
    document.getElementById(wanted)?.scrollIntoView({ block: "nearest", behavior: behavior() });
  };
  const unlight = (pair) => pair.querySelectorAll(".lit").forEach((x) => x.classList.remove("lit"));
  const showChange = (change, wanted = change.dataset.relay || change.dataset.root || "") => {
    const pair = change.closest(".pair");
    unlight(pair);
    change.classList.add("lit");
    for (const side of ["root", "relay"]) {
      const mark = document.getElementById(change.dataset[side] || "");
      if (!mark) continue;
      const number = "n" + mark.textContent;
      mark.closest(".column-text").querySelectorAll("mark").forEach((x) => {
        if (x.classList.contains(number)) x.classList.add("lit");
      });
      scrollColumn(mark);
    }
    bringIntoView(pair.querySelector(".beside"), wanted);
  };
  for (const change of document.querySelectorAll(".change")) {
    change.addEventListener("click", (event) => {
      if (!getSelection().isCollapsed) return;
      const link = event.target.closest("a");
      if (link) event.preventDefault();
      showChange(change, link?.hash.slice(1));
    });
  }
  for (const number of document.querySelectorAll(".column-text a.n")) {
    number.addEventListener("click", (event) => {
      const change = document.getElementById(number.hash.slice(1));
      if (!change) return;
      event.preventDefault();
      showChange(change, change.id);
      change.scrollIntoView({ block: "nearest", behavior: behavior() });
    });
  }

  for (const field of document.querySelectorAll("input[data-find]")) {
    const entries = [...document.querySelectorAll(field.dataset.find)];
    field.closest("[hidden]")?.removeAttribute("hidden");
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      for (const entry of entries) entry.hidden = !entry.textContent.toLowerCase().includes(wanted);
      for (const gap of document.querySelectorAll(".silence")) gap.hidden = wanted !== "";
    });
  }
})();
