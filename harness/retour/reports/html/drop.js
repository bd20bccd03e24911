"use strict";
/* Files may be dropped on the form, anywhere on the page; a link to a line opens what it stands in. Without this script the page
   does all the same, by its fields. */
(() => {
  const form = document.querySelector("form.drop");
  const files = form.elements.messages;
  const busy = form.querySelector("output");
  form.querySelector("[data-drop]").hidden = false;

  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (!hasFiles(event)) return;
    event.preventDefault();
    files.files = event.dataTransfer.files;
    files.dispatchEvent(new Event("change"));
    form.scrollIntoView({ block: "nearest" });
    form.querySelector("button").focus();
  });
  form.addEventListener("submit", () => {
    busy.value = busy.dataset.busy;
  });
  window.addEventListener("pageshow", () => {
    busy.value = "";
  });

  const opened = () => {
    for (let each = document.getElementById(decodeURIComponent(location.hash.slice(1))); each; each = each.parentElement)
      if (each.tagName === "DETAILS") each.open = true;
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  };
  window.addEventListener("hashchange", opened);
  opened();
})();
