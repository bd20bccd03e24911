"use strict";
/* Shows the rows that fit what is asked, as it is typed; the question stands in the address, to be passed on.
   A row has data-row, and data-NAME with its values for the field NAME, a bar between them; data-words is searched too.
   What has data-rows is shown as long as a row in it is. */
(() => {
  const opened = () => {
    for (let each = document.getElementById(decodeURIComponent(location.hash.slice(1))); each; each = each.parentElement)
      if (each.tagName === "DETAILS") each.open = true;
  };
  const isQuestion = () => location.hash.includes("=");
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => (each.open = true)));

  const form = document.querySelector("form.filter");
  if (!form) {
    window.addEventListener("hashchange", opened);
    opened();
    return;
  }
  form.hidden = false;
  const words = form.elements.words;
  const choices = Array.from(form.querySelectorAll("select"));
  const shown = form.querySelector("output");
  const rows = Array.from(document.querySelectorAll("[data-row]"), (row) => ({
    row,
    fits: true,
    shown: true,
    text: `${row.textContent} ${row.dataset.words ?? ""}`.toLowerCase(),
    values: choices.map((each) => (row.dataset[each.name] ?? "").split("|")),
  }));
  const known = new Map(rows.map((each) => [each.row, each]));
  const groups = Array.from(document.querySelectorAll("[data-rows]"), (group) => ({
    group,
    rows: Array.from(group.querySelectorAll("[data-row]"), (row) => known.get(row)),
  }));

  /* Rows that no longer fit go all at once, which takes a browser little time. Those that come back, which take it much,
     come in parts, from the top: the first of them, a few hundred, fill the screen. */
  let waiting;
  function hide() {
    for (const each of rows) {
      if (each.fits || !each.shown) continue;
      each.row.hidden = true;
      each.shown = false;
    }
  }

  function show(from, most) {
    let changed = 0;
    let place = from;
    for (; place < rows.length && changed < most; place += 1) {
      const each = rows[place];
      if (each.shown || !each.fits) continue;
      each.row.hidden = false;
      each.shown = true;
      changed += 1;
    }
    if (place < rows.length) waiting = setTimeout(show, 0, place, 1500);
  }

  function filter() {
    const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = choices.map((each) => each.value);
    let number = 0;
    for (const each of rows) {
      const fits =
        chosen.every((value, place) => !value || each.values[place].includes(value)) &&
        asked.every((word) => each.text.includes(word));
      each.fits = fits;
      number += fits;
    }
    clearTimeout(waiting);
    hide();
    show(0, 300);
    for (const { group, rows: within } of groups) group.hidden = !within.some((each) => each.fits);
    shown.value = shown.dataset.text.replace("{shown}", number.toLocaleString(document.documentElement.lang));
  }

  function read() {
    const given = new URLSearchParams(isQuestion() ? location.hash.slice(1) : "");
    for (const field of [words, ...choices]) field.value = given.get(field.name) ?? "";
    filter();
    if (!isQuestion()) opened();
  }

  function changed() {
    const given = new URLSearchParams();
    for (const field of [words, ...choices]) if (field.value) given.set(field.name, field.value);
    history.replaceState(null, "", given.size ? `#${given}` : location.pathname + location.search);
    filter();
  }

  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) {
      event.preventDefault();
      words.focus();
    }
  });
  window.addEventListener("hashchange", read);
  read();
})();
