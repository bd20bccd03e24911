"use strict";
/* Shows the rows that fit what is asked, as it is typed; the question stands in the address, to be passed on. */
(() => {
  const rows = Array.from(document.getElementById("results").children, (row) => ({
    row,
    text: (row.textContent + " " + row.dataset.silent).toLowerCase(),
    standing: row.children[1].textContent,
    type: row.children[2].textContent,
    set: row.dataset.set,
  }));
  const asked = Object.fromEntries(
    ["words", "standing", "type", "set"].map((name) => [name, document.getElementById(name)]),
  );
  const shown = document.getElementById("shown");

  function filter() {
    const words = asked.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let number = 0;
    for (const each of rows) {
      const fits =
        ["standing", "type", "set"].every((name) => !asked[name].value || each[name] === asked[name].value) &&
        words.every((word) => each.text.includes(word));
      if (each.row.hidden === fits) each.row.hidden = !fits;
      number += fits;
    }
    shown.value = `${number} of ${rows.length}`;
  }

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const [name, field] of Object.entries(asked)) field.value = given.get(name) ?? "";
    filter();
  }

  function changed() {
    const given = new URLSearchParams();
    for (const [name, field] of Object.entries(asked)) if (field.value) given.set(name, field.value);
    history.replaceState(null, "", given.size ? `#${given}` : location.pathname + location.search);
    filter();
  }

  for (const field of Object.values(asked)) field.addEventListener("input", changed);
  document.querySelector(".filter").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== asked.words) {
      event.preventDefault();
      asked.words.focus();
    }
  });
  window.addEventListener("hashchange", read);
  if (!/^#r\d+$/.test(location.hash)) read();
})();
