// Points from a finding to its words and back. Without it the page is still whole.
(() => {
  "use strict";
  const text = document.getElementById("text");
  const live = document.querySelector(".live");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const behavior = () => (calm.matches ? "auto" : "smooth");

  // ---- a report's page ----
  const wordsOf = new Map(); // a finding's ref -> the pieces of text it rests on
  const shown = (piece, name) => (piece.dataset[name] || "").split(" ").filter(Boolean);
  let pinned = null;

  const lightWords = (ref, on) => (wordsOf.get(ref) || []).forEach((w) => w.classList.toggle("lit", on));
  const light = (ref, on) => {
    if (!ref || ref === pinned) return;
    lightWords(ref, on);
    document.getElementById(ref)?.classList.toggle("lit", on);
    if (!on && pinned) lightWords(pinned, true);
  };
  const unpin = () => {
    if (!pinned) return;
    const was = pinned;
    pinned = null;
    light(was, false);
    document.getElementById(was)?.classList.remove("pinned");
  };
  const pin = (ref) => {
    unpin();
    light(ref, true);
    pinned = ref;
    document.getElementById(ref)?.classList.add("pinned");
  };
  const sideBySide = () => getComputedStyle(text).overflowY === "auto";
  const showWords = (ref, alsoScrollPage) => {
    const first = (wordsOf.get(ref) || [])[0];
    if (!first) return;
    if (sideBySide()) {
      const box = text.getBoundingClientRect();
      const top = first.getBoundingClientRect().top - box.top + text.scrollTop;
      text.scrollTo({ top: top - box.height / 3, behavior: behavior() });
    } else if (alsoScrollPage) {
      first.scrollIntoView({ block: "center", behavior: behavior() });
    }
  };
  const showFinding = (ref, focus) => {
    const card = document.getElementById(ref);
    if (!card) return;
    card.closest("details:not([open])")?.setAttribute("open", "");
    card.scrollIntoView({ block: "center", behavior: behavior() });
    if (focus) card.focus({ preventScroll: true });
  };
  // Findings at a piece whose layer is not hidden, shortest first.
  const LAYER = { s: "statement", e: "event", a: "actor", t: "time", p: "place" };
  const refsAt = (piece) => {
    const visible = shown(piece, "refs").filter((ref) => !text.classList.contains("hide-" + LAYER[ref[0]]));
    const events = visible.filter((ref) => ref[0] === "e");
    return [...events, ...visible.filter((ref) => ref[0] !== "e")];
  };
  const choose = (piece, focus) => {
    const refs = refsAt(piece);
    if (!refs.length) return;
    const ref = refs[(refs.indexOf(pinned) + 1) % refs.length];
    pin(ref);
    showFinding(ref, focus);
    if (refs.length > 1) live.textContent = `${refs.length} findings here; choose again for the next`;
  };

  const setUpReport = () => {
    const pieces = [...text.querySelectorAll(".w")];
    for (const name of ["refs", "also"]) { // what a finding is, before what belongs to it
      for (const piece of pieces) {
        for (const ref of shown(piece, name)) {
          if (!wordsOf.has(ref)) wordsOf.set(ref, []);
          wordsOf.get(ref).push(piece);
        }
      }
    }
    const stops = pieces.filter((piece) => piece.dataset.refs);
    let at = -1;
    const stopAt = (n) => {
      stops[at]?.removeAttribute("tabindex");
      at = Math.max(0, Math.min(stops.length - 1, n));
      stops[at].tabIndex = 0;
      stops[at].focus();
    };

    let hovered = null;
    text.addEventListener("mouseover", (event) => {
      const piece = event.target.closest(".w");
      const ref = piece ? refsAt(piece)[0] : null;
      if (ref === hovered) return;
      light(hovered, false);
      hovered = ref;
      light(hovered, true);
    });
    text.addEventListener("mouseleave", () => { light(hovered, false); hovered = null; });
    text.addEventListener("click", (event) => {
      const piece = event.target.closest(".w[data-refs]");
      if (piece && getSelection().isCollapsed) choose(piece, false);
    });
    text.addEventListener("keydown", (event) => {
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        if (!stops.length) return;
        event.preventDefault();
        stopAt(at + (event.key === "ArrowRight" ? 1 : -1));
      } else if ((event.key === "Enter" || event.key === " ") && event.target.matches(".w")) {
        event.preventDefault();
        choose(event.target, true);
      }
    });
    text.addEventListener("focusin", (event) => {
      const piece = event.target.closest(".w");
      if (piece) { light(hovered, false); hovered = refsAt(piece)[0]; light(hovered, true); }
    });

    for (const card of document.querySelectorAll(".card")) {
      const ref = card.id;
      card.addEventListener("mouseenter", () => light(ref, true));
      card.addEventListener("mouseleave", () => light(ref, false));
      card.addEventListener("focusin", () => light(ref, true));
      card.addEventListener("focusout", () => light(ref, false));
      card.addEventListener("click", (event) => {
        if (event.target.closest("a, button, summary, details") || !getSelection().isCollapsed) return;
        if (pinned === ref) { unpin(); return; }
        pin(ref);
        showWords(ref, false);
      });
    }
    for (const button of document.querySelectorAll("button.show")) {
      const ref = button.dataset.show;
      if (!wordsOf.has(ref)) { button.remove(); continue; }
      button.addEventListener("click", () => {
        pin(ref);
        showWords(ref, true);
        const first = wordsOf.get(ref)[0];
        const n = stops.indexOf(first);
        if (n >= 0) { stops[at]?.removeAttribute("tabindex"); at = n; first.tabIndex = 0; first.focus({ preventScroll: true }); }
      });
    }
    for (const box of document.querySelectorAll("input[data-layer]")) {
      const set = () => text.classList.toggle("hide-" + box.dataset.layer, !box.checked);
      box.addEventListener("change", set);
      set();
    }
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") unpin(); });
    const follow = () => {
      const ref = decodeURIComponent(location.hash.slice(1));
      if (wordsOf.has(ref)) { pin(ref); showWords(ref, false); showFinding(ref, false); }
    };
    addEventListener("hashchange", follow);
    follow();
  };

  // ---- the index ----
  const sortTable = (table, column, kind, head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const th of table.querySelectorAll("th")) th.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) =>
      kind === "number" ? Number(value(a)) - Number(value(b)) : value(a).localeCompare(value(b)));
    body.append(...(down ? rows.reverse() : rows));
  };
  const setUpTables = () => {
    for (const table of document.querySelectorAll("table.sortable")) {
      [...table.tHead.rows[0].cells].forEach((head, column) => {
        if (!head.dataset.sort || table.tBodies[0].rows.length < 2) return;
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = head.textContent;
        head.replaceChildren(button);
        button.addEventListener("click", () => sortTable(table, column, head.dataset.sort, head));
      });
    }
    for (const field of document.querySelectorAll("input[data-filter]")) {
      const rows = [...document.getElementById(field.dataset.filter).tBodies[0].rows];
      field.addEventListener("input", () => {
        const wanted = field.value.trim().toLowerCase();
        for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
      });
    }
  };

  if (text) setUpReport();
  setUpTables();
})();
